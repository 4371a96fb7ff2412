using System.Collections.Immutable;

namespace SmolCode.Inference;

/// <summary>Scores of continuations, and what they cost.</summary>
public sealed record ScoreResult
{
    /// <summary>One for each continuation, in their order. Empty when the deadline passed before all were ready.</summary>
    public required ImmutableArray<ContinuationScore> Scores { get; init; }

    /// <summary>Tokens of the prompt as laid out.</summary>
    public required int PromptTokens { get; init; }

    /// <summary>How many of them were in the KV cache already.</summary>
    public required int ReusedTokens { get; init; }

    /// <summary>Tokens of continuations and suffixes that were evaluated; what they begin with in common counts once.</summary>
    public required int EvaluatedTokens { get; init; }

    /// <summary>Milliseconds spent on evaluating the prompt.</summary>
    public required double PrefillMs { get; init; }

    /// <summary>Milliseconds spent on the continuations.</summary>
    public required double ScoreMs { get; init; }

    /// <summary>The deadline cut it.</summary>
    public bool DeadlineReached { get; init; }
}
