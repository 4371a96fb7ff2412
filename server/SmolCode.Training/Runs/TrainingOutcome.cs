using System.Collections.Immutable;

namespace SmolCode.Training.Runs;

/// <summary>What a training came to.</summary>
/// <param name="Steps">Steps.</param>
/// <param name="Tokens">Tokens that were read.</param>
/// <param name="Elapsed">Time that steps took.</param>
/// <param name="Stopped">It was ended before its time.</param>
/// <param name="Curve">The loss, smoothed, at some steps.</param>
public sealed record TrainingOutcome(int Steps, long Tokens, TimeSpan Elapsed, bool Stopped, ImmutableArray<LossPoint> Curve)
{
    /// <summary>It computed in bfloat16 rather than in 32-bit floats.</summary>
    public bool IsBrainFloat { get; init; }

    /// <summary>The loss on what was held out before any step, weighted nats a token; null: nothing was.</summary>
    public double? HeldOutBefore { get; init; }

    /// <summary>The same at the end; null: it was ended before its time.</summary>
    public double? HeldOutAfter { get; init; }
}
