namespace SmolCode.Testing.Rendering;

/// <summary>Assert of xUnit.net.</summary>
internal sealed class XUnitAssertions : AssertionStyle
{
    public override IEnumerable<string> Usings => [];

    public override string Equal(string expected, string actual) => $"Assert.Equal({expected}, {actual});";

    public override string Close(string expected, string actual, int digits) => $"Assert.Equal({expected}, {actual}, {digits});";

    public override string True(string actual) => $"Assert.True({actual});";

    public override string False(string actual) => $"Assert.False({actual});";

    public override string Null(string actual) => $"Assert.Null({actual});";

    public override string NotNull(string actual) => $"Assert.NotNull({actual});";

    public override string Empty(string actual) => $"Assert.Empty({actual});";

    public override string Single(string actual) => $"Assert.Single({actual});";

    public override string IsType(string type, string actual) => $"Assert.IsType<{type}>({actual});";

    public override string SequenceEqual(string expected, string actual) => $"Assert.Equal({expected}, {actual});";

    public override IEnumerable<string> Throws(string type, bool exact, string lambda, bool isAsync, string? paramName)
    {
        var method = (exact ? "Throws" : "ThrowsAny") + (isAsync ? "Async" : "");
        var call =
            paramName is not null && exact ? $"Assert.{method}<{type}>(\"{paramName}\", {lambda});" : $"Assert.{method}<{type}>({lambda});";
        return [isAsync ? "await " + call : call];
    }
}
