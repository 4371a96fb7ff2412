namespace SmolCode.Testing.Rendering;

/// <summary>Assert of MSTest; its name for an exact exception changed with 3.8.</summary>
internal sealed class MSTestAssertions(bool hasThrowsExactly) : AssertionStyle
{
    public override IEnumerable<string> Usings => [];

    public override string Equal(string expected, string actual) => $"Assert.AreEqual({expected}, {actual});";

    public override string Close(string expected, string actual, int digits) => $"Assert.AreEqual({expected}, {actual}, 1e-{digits});";

    public override string True(string actual) => $"Assert.IsTrue({actual});";

    public override string False(string actual) => $"Assert.IsFalse({actual});";

    public override string Null(string actual) => $"Assert.IsNull({actual});";

    public override string NotNull(string actual) => $"Assert.IsNotNull({actual});";

    public override string Empty(string actual) => $"Assert.AreEqual(0, {actual}.Count());";

    public override string Single(string actual) => $"Assert.AreEqual(1, {actual}.Count());";

    public override string IsType(string type, string actual) => $"Assert.AreEqual(typeof({type}), {actual}.GetType());";

    public override string SequenceEqual(string expected, string actual) => $"CollectionAssert.AreEqual({expected}, {actual}.ToArray());";

    public override IEnumerable<string> Throws(string type, bool exact, string lambda, bool isAsync, string? paramName)
    {
        var method =
            (
                hasThrowsExactly
                    ? exact
                        ? "ThrowsExactly"
                        : "Throws"
                    : "ThrowsException"
            ) + (isAsync ? "Async" : "");
        var call = $"{(isAsync ? "await " : "")}Assert.{method}<{type}>({lambda})";
        return paramName is null ? [call + ";"] : [$"var exception = {call};", $"Assert.AreEqual(\"{paramName}\", exception.ParamName);"];
    }
}
