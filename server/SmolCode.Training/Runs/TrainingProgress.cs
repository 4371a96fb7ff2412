namespace SmolCode.Training.Runs;

/// <summary>Where a training is.</summary>
/// <param name="Step">Steps that are done.</param>
/// <param name="Loss">Weighted cross-entropy of the step in nats.</param>
/// <param name="SmoothedLoss">The same, smoothed over steps.</param>
/// <param name="Tokens">Tokens that were read.</param>
/// <param name="TokensPerSecond">Over the last steps.</param>
/// <param name="Elapsed">Time that steps took.</param>
/// <param name="Remaining">Time for steps that is left.</param>
/// <param name="Paused">Why it waits; null: it doesn't.</param>
/// <param name="Note">Something that a user should know; null: nothing.</param>
public sealed record TrainingProgress(
    int Step,
    double Loss,
    double SmoothedLoss,
    long Tokens,
    double TokensPerSecond,
    TimeSpan Elapsed,
    TimeSpan Remaining,
    string? Paused = null,
    string? Note = null
);
