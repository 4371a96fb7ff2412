namespace SmolCode.Training.Runs;

/// <summary>The loss at a step.</summary>
/// <param name="Step">Steps that were done.</param>
/// <param name="Loss">Weighted cross-entropy in nats, smoothed.</param>
public sealed record LossPoint(int Step, double Loss);
