using System.Collections.Immutable;
using SmolCode.CodeAnalysis.Explaining;

namespace SmolCode.Explanation;

/// <summary>An explanation of a selection.</summary>
public sealed record CodeExplanation
{
    /// <summary>All of it, as Markdown.</summary>
    public required string Markdown { get; init; }

    /// <summary>Its sentences, in their order.</summary>
    public required ImmutableArray<ExplanationSentence> Sentences { get; init; }

    /// <summary>The facts that it was made from.</summary>
    public required ExplainedCode Code { get; init; }

    /// <summary>Sentences by the model that did not hold against the facts.</summary>
    public ImmutableArray<DroppedSentence> Dropped { get; init; } = [];

    /// <summary>Why the model took no part; null where it did, or was not to.</summary>
    public string? ModelProblem { get; init; }

    /// <summary>Where the time went.</summary>
    public required ExplanationTimings Timings { get; init; }
}
