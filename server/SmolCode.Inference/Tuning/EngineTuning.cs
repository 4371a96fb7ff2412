namespace SmolCode.Inference.Tuning;

/// <summary>How an engine uses a model: what <c>smolcode model tune</c> chooses between.</summary>
/// <param name="Layout">What the matrices are stored as.</param>
/// <param name="Threads">Threads that compute.</param>
/// <param name="BatchSize">Tokens of a prompt that are evaluated at once at most.</param>
public sealed record EngineTuning(WeightLayout Layout, int Threads, int BatchSize);
