namespace SmolCode.Inference;

/// <summary>What the n-gram index costs, measured in the engine on what it holds.</summary>
/// <param name="Tokens">Tokens indexed.</param>
/// <param name="BytesPerToken">Bytes that the index takes, for each.</param>
/// <param name="BuildMs">Milliseconds to build it from tokens, on one thread.</param>
/// <param name="LookUpMedianUs">Microseconds of a look-up, median.</param>
/// <param name="LookUpP99Us">The same at the 99th percentile.</param>
public sealed record NgramFigures(int Tokens, double BytesPerToken, double BuildMs, double LookUpMedianUs, double LookUpP99Us);
