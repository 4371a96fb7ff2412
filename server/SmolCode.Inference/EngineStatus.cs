namespace SmolCode.Inference;

/// <summary>What the engine is doing, for status displays.</summary>
/// <param name="State">The state entered.</param>
/// <param name="Message">One line for a user, or null.</param>
public sealed record EngineStatus(EngineState State, string? Message);
