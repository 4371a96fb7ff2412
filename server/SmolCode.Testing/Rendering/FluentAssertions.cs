namespace SmolCode.Testing.Rendering;

/// <summary>FluentAssertions and its fork AwesomeAssertions.</summary>
internal sealed class FluentAssertions(string space) : AssertionStyle
{
    public override IEnumerable<string> Usings => [space, "System"];

    public override string Equal(string expected, string actual) => $"{actual}.Should().Be({expected});";

    public override string Close(string expected, string actual, int digits) =>
        $"{actual}.Should().BeApproximately({expected}, 1e-{digits});";

    public override string True(string actual) => $"{actual}.Should().BeTrue();";

    public override string False(string actual) => $"{actual}.Should().BeFalse();";

    public override string Null(string actual) => $"{actual}.Should().BeNull();";

    public override string NotNull(string actual) => $"{actual}.Should().NotBeNull();";

    public override string Empty(string actual) => $"{actual}.Should().BeEmpty();";

    public override string Single(string actual) => $"{actual}.Should().ContainSingle();";

    public override string IsType(string type, string actual) => $"{actual}.Should().BeOfType<{type}>();";

    public override string SequenceEqual(string expected, string actual) => $"{actual}.Should().Equal({expected});";

    public override IEnumerable<string> Throws(string type, bool exact, string lambda, bool isAsync, string? paramName)
    {
        var (declared, asserted) = isAsync
            ? ("Func<Task>", $"(await act.Should().{(exact ? "ThrowExactlyAsync" : "ThrowAsync")}<{type}>())")
            : ("Action", $"act.Should().{(exact ? "ThrowExactly" : "Throw")}<{type}>()");
        return
        [
            $"{declared} act = {lambda};",
            paramName is null
                ? (isAsync ? $"await act.Should().{(exact ? "ThrowExactlyAsync" : "ThrowAsync")}<{type}>();" : asserted + ";")
                : $"{asserted}.And.ParamName.Should().Be(\"{paramName}\");",
        ];
    }
}
