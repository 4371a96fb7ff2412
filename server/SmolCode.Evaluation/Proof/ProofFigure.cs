namespace SmolCode.Evaluation.Proof;

/// <summary>A figure before and after, and what was gained with its 95 % interval (paired bootstrap over the holes).</summary>
/// <param name="Before">With the adapter that the new one comes from.</param>
/// <param name="After">With the new one.</param>
/// <param name="Gain">After less before.</param>
/// <param name="GainLow">The 2.5th percentile.</param>
/// <param name="GainHigh">The 97.5th percentile.</param>
public sealed record ProofFigure(double Before, double After, double Gain, double GainLow, double GainHigh);
