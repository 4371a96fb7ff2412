namespace SmolCode.VisualStudio.Suggestions;

/// <summary>The suggestions for one place, best first.</summary>
/// <param name="Uri">The document.</param>
/// <param name="Version">Its version that they are for.</param>
/// <param name="Cursor">The place: an offset in UTF-16 units.</param>
/// <param name="Text">The text of that version up to the cursor, as far back as the earliest suggestion begins, and where that begins.</param>
/// <param name="TextStart">Offset where <paramref name="Text"/> begins.</param>
/// <param name="Suggestions">At least one.</param>
public sealed record SuggestionOffer(
    string Uri,
    int Version,
    int Cursor,
    string Text,
    int TextStart,
    IReadOnlyList<OfferedSuggestion> Suggestions
);
