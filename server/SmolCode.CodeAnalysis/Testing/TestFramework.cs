namespace SmolCode.CodeAnalysis.Testing;

/// <summary>A test framework, as far as its tests are written differently.</summary>
public enum TestFramework
{
    /// <summary>xUnit.net 2 and 3.</summary>
    XUnit,

    /// <summary>NUnit 3 and later.</summary>
    NUnit,

    /// <summary>MSTest 2 and later.</summary>
    MSTest,
}
