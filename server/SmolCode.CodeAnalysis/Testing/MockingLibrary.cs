namespace SmolCode.CodeAnalysis.Testing;

/// <summary>What a test project makes its test doubles with.</summary>
public enum MockingLibrary
{
    /// <summary>Nothing: doubles are written by hand.</summary>
    None,

    /// <summary>NSubstitute.</summary>
    NSubstitute,

    /// <summary>Moq.</summary>
    Moq,

    /// <summary>FakeItEasy.</summary>
    FakeItEasy,
}
