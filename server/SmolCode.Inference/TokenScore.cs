namespace SmolCode.Inference;

/// <summary>A decoded token.</summary>
/// <param name="TextEnd">End of the token within the hypothesis' text, in UTF-16 units; 0 while only healed bytes are covered.</param>
/// <param name="LogProbability">Natural logarithm of the model's probability; while healed bytes are covered, among the tokens that agree with them.</param>
public sealed record TokenScore(int TextEnd, double LogProbability)
{
    /// <summary>
    /// How many tokens before it stand before it elsewhere in the workspace, at the longest such place; 0 where another token came next there,
    /// or <see cref="NgramRules.Weight"/> is 0.
    /// </summary>
    public int Matched { get; init; }
}
