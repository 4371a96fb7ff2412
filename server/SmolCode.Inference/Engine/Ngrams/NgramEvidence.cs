namespace SmolCode.Inference.Engine.Ngrams;

/// <summary>What the n-grams say of a token.</summary>
/// <param name="Share">Their part of its probability.</param>
/// <param name="Frequency">How often it came next elsewhere, of all that can come next here.</param>
/// <param name="Matched">Tokens before it that stand before it elsewhere, the longest such place; 0 where another token came next there.</param>
internal readonly record struct NgramEvidence(double Share, double Frequency, int Matched)
{
    /// <summary>The natural logarithm of the token's probability, from that of the model.</summary>
    public double LogProbability(double model) => Share <= 0 ? model : Math.Log(((1 - Share) * Math.Exp(model)) + (Share * Frequency));
}
