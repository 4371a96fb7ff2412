namespace SmolCode.Testing;

/// <summary>A documented contract that the code does not keep. No test is written for it.</summary>
/// <param name="Member">The member.</param>
/// <param name="Message">What is promised, and what happens.</param>
/// <param name="Code">The call.</param>
public sealed record TestFinding(string Member, string Message, string Code);
