using System.Collections.Immutable;

namespace SmolCode.Training.Runs;

/// <summary>What a checkpoint says of its training.</summary>
/// <param name="Identity">Of what it was begun with: weights, adapter, corpus, rank, row length. Another one can't go on with it.</param>
/// <param name="Step">Steps that are done.</param>
/// <param name="Rows">Rows that were taken from the stream, which is the same for the same seed.</param>
/// <param name="Tokens">Tokens that were read.</param>
/// <param name="Elapsed">Time that steps took.</param>
/// <param name="RateFactor">1, or less after the loss was no number.</param>
/// <param name="Curve">The loss, smoothed, at some steps.</param>
/// <param name="Time">Time for steps that was asked for; null: an older one does not say.</param>
internal sealed record CheckpointHeader(
    string Identity,
    int Step,
    long Rows,
    long Tokens,
    TimeSpan Elapsed,
    double RateFactor,
    ImmutableArray<LossPoint> Curve,
    TimeSpan? Time = null
);
