namespace SmolCode.Inference.Protocol;

/// <summary>Answer to <see cref="EngineLoadRequest"/>.</summary>
/// <param name="Info">What is loaded.</param>
/// <param name="Warning">Why it is not quite what was asked for, or null.</param>
internal sealed record EngineLoadResult(ModelInfo Info, string? Warning);
