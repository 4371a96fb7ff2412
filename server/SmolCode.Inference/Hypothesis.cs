using System.Collections.Immutable;

namespace SmolCode.Inference;

/// <summary>One continuation of the prompt.</summary>
/// <param name="Text">The text from the cursor on, without the bytes held back for token healing.</param>
/// <param name="LogProbability">Sum of the tokens' log-probabilities (natural), the end-of-generation token's included where it ended.</param>
/// <param name="Tokens">The tokens with their log-probabilities, in order.</param>
/// <param name="Finish">What ended it.</param>
public sealed record Hypothesis(string Text, double LogProbability, ImmutableArray<TokenScore> Tokens, FinishReason Finish);
