namespace SmolCode.Inference;

/// <summary>Random decoding. The same seed on the same machine gives the same text.</summary>
/// <param name="Temperature">Above 0; 1 leaves the model's distribution as it is.</param>
/// <param name="TopP">Nucleus: the smallest set of tokens with at least this probability is sampled from. 1: all.</param>
/// <param name="Seed">Seed of the generator.</param>
public sealed record Sampling(double Temperature, double TopP = 1, int Seed = 0);
