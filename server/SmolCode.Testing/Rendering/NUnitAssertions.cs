namespace SmolCode.Testing.Rendering;

/// <summary>Constraints of NUnit 3 and later.</summary>
internal sealed class NUnitAssertions : AssertionStyle
{
    public override IEnumerable<string> Usings => [];

    public override string Equal(string expected, string actual) => $"Assert.That({actual}, Is.EqualTo({expected}));";

    public override string Close(string expected, string actual, int digits) =>
        $"Assert.That({actual}, Is.EqualTo({expected}).Within(1e-{digits}));";

    public override string True(string actual) => $"Assert.That({actual}, Is.True);";

    public override string False(string actual) => $"Assert.That({actual}, Is.False);";

    public override string Null(string actual) => $"Assert.That({actual}, Is.Null);";

    public override string NotNull(string actual) => $"Assert.That({actual}, Is.Not.Null);";

    public override string Empty(string actual) => $"Assert.That({actual}, Is.Empty);";

    public override string Single(string actual) => $"Assert.That({actual}, Has.Exactly(1).Items);";

    public override string IsType(string type, string actual) => $"Assert.That({actual}, Is.TypeOf<{type}>());";

    public override string SequenceEqual(string expected, string actual) => $"Assert.That({actual}, Is.EqualTo({expected}));";

    public override IEnumerable<string> Throws(string type, bool exact, string lambda, bool isAsync, string? paramName)
    {
        var method = (exact ? "Throws" : "Catch") + (isAsync ? "Async" : "");
        return paramName is null
            ? [$"Assert.{method}<{type}>({lambda});"]
            : [$"var exception = Assert.{method}<{type}>({lambda});", $"Assert.That(exception!.ParamName, Is.EqualTo(\"{paramName}\"));"];
    }
}
