namespace SmolCode.VisualStudio.Explanation;

/// <summary>A block of a text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Level">A heading's level from 1, a list item's depth from 1; otherwise 0.</param>
/// <param name="Marker">What stands before a list item; otherwise empty.</param>
/// <param name="Spans">Its text.</param>
public sealed record MarkdownBlock(MarkdownBlockKind Kind, int Level, string Marker, IReadOnlyList<MarkdownSpan> Spans);
