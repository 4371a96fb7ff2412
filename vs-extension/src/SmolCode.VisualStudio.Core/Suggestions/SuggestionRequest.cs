using SmolCode.VisualStudio.Documents;

namespace SmolCode.VisualStudio.Suggestions;

/// <summary>A wish for suggestions.</summary>
/// <param name="Uri">The document.</param>
/// <param name="Lines">Its text.</param>
/// <param name="Cursor">Offset in UTF-16 units.</param>
/// <param name="ByHand">The user asked for it; otherwise it comes from typing.</param>
/// <param name="Selected">What is selected in an open completion list; null: no list is open.</param>
/// <param name="Version">The document's version that <paramref name="Lines"/> are; null: the one that it has now.</param>
public sealed record SuggestionRequest(
    string Uri,
    ITextLines Lines,
    int Cursor,
    bool ByHand,
    SelectedCompletion? Selected = null,
    int? Version = null
);
