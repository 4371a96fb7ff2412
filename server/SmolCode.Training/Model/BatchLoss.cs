using System.Collections.Immutable;

namespace SmolCode.Training.Model;

/// <summary>What a batch of rows lost.</summary>
/// <param name="Sum">The sum of weight · cross-entropy, in nats.</param>
/// <param name="Weight">The sum of weights.</param>
/// <param name="Losses">For each token with weight, in order: weight · cross-entropy.</param>
/// <param name="Right">For each token with weight, in order: whether it is the likeliest one.</param>
internal sealed record BatchLoss(double Sum, double Weight, ImmutableArray<double> Losses, ImmutableArray<bool> Right);
