namespace SmolCode.Training;

/// <summary>What is kept of a training that was ended: its checkpoint.</summary>
/// <param name="Steps">Steps that are done.</param>
/// <param name="Tokens">Tokens that were read.</param>
/// <param name="Elapsed">Time that steps took.</param>
/// <param name="Time">Time for steps that was asked for; null: not known.</param>
/// <param name="Fits">It can be gone on with; otherwise files, weights or the rank are others by now, and training begins anew.</param>
public sealed record KeptTraining(int Steps, long Tokens, TimeSpan Elapsed, TimeSpan? Time, bool Fits);
