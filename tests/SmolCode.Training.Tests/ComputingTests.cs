namespace SmolCode.Training.Tests;

/// <summary>Tests that need libtorch; one after the other, as each takes all threads.</summary>
[CollectionDefinition(Name)]
public sealed class ComputingTests : ICollectionFixture<LibTorch>
{
    public const string Name = "libtorch";
}
