namespace SmolCode.CodeAnalysis.Testing;

/// <summary>What a test project asserts with.</summary>
public enum AssertionLibrary
{
    /// <summary>The framework's own Assert.</summary>
    Framework,

    /// <summary>Shouldly.</summary>
    Shouldly,

    /// <summary>FluentAssertions.</summary>
    FluentAssertions,

    /// <summary>AwesomeAssertions, the fork of FluentAssertions.</summary>
    AwesomeAssertions,
}
