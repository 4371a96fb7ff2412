namespace SmolCode.VisualStudio.Suggestions;

/// <summary>The item that is selected in the editor's completion list.</summary>
/// <param name="Start">Offset where what it would replace begins, in UTF-16 units.</param>
/// <param name="End">Offset where that ends.</param>
/// <param name="Text">What it would put there.</param>
public sealed record SelectedCompletion(int Start, int End, string Text);
