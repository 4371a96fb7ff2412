using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace SmolCode.Explanation;

/// <summary>A sentence of an explanation.</summary>
/// <param name="Section">The section that it stands in.</param>
/// <param name="Text">The sentence as Markdown, without the marks of lists.</param>
/// <param name="Origin">Who worded it.</param>
/// <param name="Spans">The places of the document that it speaks of, in UTF-16 units.</param>
public sealed record ExplanationSentence(ExplanationSection Section, string Text, SentenceOrigin Origin, ImmutableArray<TextSpan> Spans)
{
    /// <summary>Level of nesting within the section's list.</summary>
    public int Depth { get; init; }
}
