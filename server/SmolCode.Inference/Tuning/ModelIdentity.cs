namespace SmolCode.Inference.Tuning;

/// <summary>Which weights: the checksums of a model and of the adapter merged into it.</summary>
/// <param name="Sha256">Lower-case hexadecimal.</param>
/// <param name="AdapterSha256">The same; null without an adapter.</param>
public sealed record ModelIdentity(string Sha256, string? AdapterSha256);
