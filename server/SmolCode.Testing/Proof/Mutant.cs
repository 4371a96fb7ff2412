namespace SmolCode.Testing.Proof;

/// <summary>One small change of a member.</summary>
/// <param name="Id">Its number; counted from 1.</param>
/// <param name="Line">Line that it changes, counted from 1.</param>
/// <param name="Description">What it changes into what.</param>
internal sealed record Mutant(int Id, int Line, string Description);
