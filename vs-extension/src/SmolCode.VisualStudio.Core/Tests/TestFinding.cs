namespace SmolCode.VisualStudio.Tests;

/// <summary>Something that was noticed while the code was run.</summary>
/// <param name="Member">Where.</param>
/// <param name="Message">What.</param>
public sealed record TestFinding(string Member, string Message);
