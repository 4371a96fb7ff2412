using System.Collections.Immutable;

namespace SmolCode.Inference;

/// <summary>How likely a continuation is.</summary>
/// <param name="LogProbability">
/// Sum of the tokens' log-probabilities (natural, with the n-grams' share where <see cref="ScoreRequest.Ngrams"/> asks for it), cut into tokens as the vocabulary cuts the text that the bytes held back and the
/// continuation make together; as in <see cref="Hypothesis.LogProbability"/> the bytes held back are given. What ends the text is not in it.
/// </param>
/// <param name="Tokens">The tokens with their log-probabilities, in order.</param>
/// <param name="SuffixLogProbability">
/// Log-probability of the first tokens of <see cref="ScoreRequest.Suffix"/> after the continuation, whose last token is healed; null without a
/// suffix.
/// </param>
/// <param name="SuffixTokens">How many tokens that is.</param>
public sealed record ContinuationScore(
    double LogProbability,
    ImmutableArray<TokenScore> Tokens,
    double? SuffixLogProbability = null,
    int SuffixTokens = 0
);
