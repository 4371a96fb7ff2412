namespace SmolCode.VisualStudio.Explanation;

/// <summary>A piece of text that looks the same throughout.</summary>
/// <param name="Text">The text.</param>
/// <param name="Kind">How it looks.</param>
/// <param name="Link">What a click does; null: nothing.</param>
public sealed record MarkdownSpan(string Text, MarkdownSpanKind Kind, CodeLink? Link = null);
