namespace SmolCode.Inference;

/// <summary>Outcome of checking a model file.</summary>
/// <param name="Model">The file.</param>
/// <param name="Sha256">Checksum of what is on disk (lower-case hexadecimal), or null when it could not be read.</param>
/// <param name="Problem">What is wrong and what to do, or null when the file is sound.</param>
public sealed record ModelVerification(StoredModel Model, string? Sha256, string? Problem);
