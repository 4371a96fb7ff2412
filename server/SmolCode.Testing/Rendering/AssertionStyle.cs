using SmolCode.CodeAnalysis.Testing;

namespace SmolCode.Testing.Rendering;

/// <summary>How assertions are written: one class a framework and assertion library.</summary>
internal abstract class AssertionStyle
{
    /// <summary>Namespaces that the assertions need.</summary>
    public abstract IEnumerable<string> Usings { get; }

    public abstract string Equal(string expected, string actual);

    /// <summary>A floating-point number, equal in so many digits behind the point.</summary>
    public abstract string Close(string expected, string actual, int digits);

    public abstract string True(string actual);

    public abstract string False(string actual);

    public abstract string Null(string actual);

    public abstract string NotNull(string actual);

    public abstract string Empty(string actual);

    public abstract string Single(string actual);

    public abstract string IsType(string type, string actual);

    /// <summary>A sequence has exactly these items, in this order.</summary>
    public abstract string SequenceEqual(string expected, string actual);

    /// <summary>The act throws; <paramref name="paramName"/>: of which argument it complains.</summary>
    public abstract IEnumerable<string> Throws(string type, bool exact, string lambda, bool isAsync, string? paramName);

    /// <summary>The style of a test project.</summary>
    public static AssertionStyle For(TestProject project, bool hasThrowsExactly) =>
        project.Assertions switch
        {
            AssertionLibrary.Shouldly => new ShouldlyAssertions(),
            AssertionLibrary.FluentAssertions => new FluentAssertions("FluentAssertions"),
            AssertionLibrary.AwesomeAssertions => new FluentAssertions("AwesomeAssertions"),
            _ => project.Framework switch
            {
                TestFramework.NUnit => new NUnitAssertions(),
                TestFramework.MSTest => new MSTestAssertions(hasThrowsExactly),
                _ => new XUnitAssertions(),
            },
        };
}
