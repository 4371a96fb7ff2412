namespace SmolCode.VisualStudio.Suggestions;

/// <summary>A suggestion as the server sent it.</summary>
/// <param name="Id">The server's id.</param>
/// <param name="Text">The whole text that it would insert.</param>
/// <param name="Start">Offset where what it replaces begins, in UTF-16 units.</param>
/// <param name="End">Offset where that ends.</param>
public sealed record OfferedSuggestion(string Id, string Text, int Start, int End);
