namespace SmolCode.VisualStudio.Suggestions;

/// <summary>
/// A suggestion from when it is shown to when it is gone, as it is at one moment. Typing into it makes the server send the rest of it
/// under another id; that is still the same suggestion to the user, so it is reported under its first id only.
/// </summary>
/// <param name="Uri">The document.</param>
/// <param name="FirstId">The id that it is reported under.</param>
/// <param name="Cursor">Offset where its rest begins, in UTF-16 units.</param>
/// <param name="Accepted">How much of it was taken.</param>
/// <param name="IsReported">What became of it was told.</param>
/// <param name="Alternatives">The suggestions for the place, best first.</param>
internal sealed record ShownSuggestion(
    string Uri,
    string FirstId,
    int Cursor,
    int Accepted,
    bool IsReported,
    IReadOnlyList<Alternative> Alternatives
);
