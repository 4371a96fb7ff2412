namespace SmolCode.Inference.Engine.Ngrams;

/// <summary>What the n-grams say of the next token at one place: good until the next look-up.</summary>
/// <param name="Next">What came next elsewhere; null: nothing has a share.</param>
/// <param name="Share">The counts' part of the probability.</param>
/// <param name="Total">Occurrences that can come next here.</param>
internal readonly record struct NgramMixture(NextTokens? Next, double Share, int Total)
{
    /// <summary>What they say of one token.</summary>
    public NgramEvidence Of(int token) =>
        Next is { } next && Total > 0
            ? new NgramEvidence(Share, (double)next.Count(token) / Total, next.Count(token) > 0 ? next.Length : 0)
            : default;
}
