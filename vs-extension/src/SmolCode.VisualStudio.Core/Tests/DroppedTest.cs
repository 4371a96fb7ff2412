namespace SmolCode.VisualStudio.Tests;

/// <summary>A test that is not offered.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Reason">Why.</param>
public sealed record DroppedTest(string Name, string Reason);
