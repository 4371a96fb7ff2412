using System.Collections.Immutable;

namespace SmolCode.Inference;

/// <summary>A request for the log-probabilities of given continuations of a prompt, evaluated together.</summary>
public sealed record ScoreRequest
{
    /// <summary>What the model is shown.</summary>
    public required FillInPrompt Prompt { get; init; }

    /// <summary>The texts after the cursor.</summary>
    public required ImmutableArray<string> Continuations { get; init; }

    /// <summary>
    /// Text of which the log-probability after each continuation is wanted, e.g. what follows the cursor; null: none. Its first
    /// <see cref="MaxSuffixTokens"/> tokens are looked at.
    /// </summary>
    public string? Suffix { get; init; }

    /// <summary>Most tokens of <see cref="Suffix"/> that are scored.</summary>
    public int MaxSuffixTokens { get; init; } = 16;

    /// <summary>See <see cref="GenerateRequest.TokenHealing"/>.</summary>
    public bool TokenHealing { get; init; } = true;

    /// <summary>The n-grams' share, as in <see cref="GenerateRequest.Ngrams"/>; the suffix is scored by the model alone. Null: none.</summary>
    public NgramRules? Ngrams { get; init; }

    /// <summary>Milliseconds from the engine's receipt of the request after which nothing computes any more. Null: none.</summary>
    public double? DeadlineMs { get; init; }
}
