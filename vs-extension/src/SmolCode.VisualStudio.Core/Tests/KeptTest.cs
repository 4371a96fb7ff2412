namespace SmolCode.VisualStudio.Tests;

/// <summary>A test that is offered.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Origin">Where it comes from.</param>
public sealed record KeptTest(string Name, string Origin);
