using System.Collections.Immutable;

namespace SmolCode.Inference;

/// <summary>One continuation of the prompt.</summary>
/// <param name="Text">The text from the cursor on, without the bytes held back for token healing.</param>
/// <param name="LogProbability">Sum of the tokens' log-probabilities (natural), the end-of-generation token's included where it ended. The bytes held back for
/// token healing are given: a token that covers them counts relative to all tokens that agree with them. The same text reached by several
/// tokens counts once, with the sum of their probabilities.</param>
/// <param name="Tokens">The tokens with their log-probabilities, in order.</param>
/// <param name="Finish">What ended it.</param>
public sealed record Hypothesis(string Text, double LogProbability, ImmutableArray<TokenScore> Tokens, FinishReason Finish)
{
    /// <summary>
    /// <see cref="LogProbability"/> by the model alone. It differs where n-grams have a share (<see cref="NgramRules.Weight"/>); null where
    /// an older engine or another model doesn't tell.
    /// </summary>
    public double? ModelLogProbability { get; init; }
}
