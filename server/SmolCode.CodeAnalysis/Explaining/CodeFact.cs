using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace SmolCode.CodeAnalysis.Explaining;

/// <summary>Something that is so, established by the compiler and said in English by a template.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Text">A whole sentence, or for one with <see cref="Children"/> the beginning of one. Code stands between backticks.</param>
/// <param name="Spans">The places in the document that it speaks of, in UTF-16 units.</param>
public sealed record CodeFact(FactKind Kind, string Text, ImmutableArray<TextSpan> Spans)
{
    /// <summary>What has to be for <see cref="Clause"/> to happen: "if `x` is null", "for each `item` of `items`". Null: nothing.</summary>
    public string? Lead { get; init; }

    /// <summary>What happens, as a verb without its subject: "returns `x`". Null for a fact that is no step.</summary>
    public string? Clause { get; init; }

    /// <summary>Steps within this one, in order.</summary>
    public ImmutableArray<CodeFact> Children { get; init; } = [];

    /// <summary>What the author wrote above the code of a step, without quotation marks; null where there is nothing.</summary>
    public string? Comment { get; init; }

    /// <summary>What the steps within this one come to, as a clause without its subject; null where that can't be said in one.</summary>
    public string? ChildrenInShort => Facts.Essence.Of(Children);

    /// <summary>How much a reader loses without it: 0 a detail, 1 worth a line, 2 has to be known.</summary>
    public int Weight { get; init; } = 1;

    /// <summary>Names, numbers and effects that the fact mentions, those of <see cref="Children"/> not among them.</summary>
    public FactMentions Mentions => field ??= FactMentions.Of(Text);

    /// <summary>This fact and all within it.</summary>
    public IEnumerable<CodeFact> WithChildren() => Children.SelectMany(c => c.WithChildren()).Prepend(this);
}
