namespace SmolCode.Testing;

/// <summary>Where the time went, in milliseconds.</summary>
/// <param name="PlanMs">Symbols, values, plans.</param>
/// <param name="CompileMs">Compilations.</param>
/// <param name="RunMs">Running cases and tests.</param>
/// <param name="MutateMs">Running tests against mutants.</param>
/// <param name="TotalMs">All of it.</param>
public sealed record TestGenerationTimings(double PlanMs, double CompileMs, double RunMs, double MutateMs, double TotalMs);
