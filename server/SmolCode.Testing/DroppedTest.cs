namespace SmolCode.Testing;

/// <summary>A test, or all tests of a member, that are not offered.</summary>
/// <param name="Name">Name of the test or the member.</param>
/// <param name="Reason">Why.</param>
public sealed record DroppedTest(string Name, string Reason);
