namespace SmolCode.Testing.Rendering;

/// <summary>Shouldly.</summary>
internal sealed class ShouldlyAssertions : AssertionStyle
{
    public override IEnumerable<string> Usings => ["Shouldly"];

    public override string Equal(string expected, string actual) => $"{actual}.ShouldBe({expected});";

    public override string Close(string expected, string actual, int digits) => $"{actual}.ShouldBe({expected}, 1e-{digits});";

    public override string True(string actual) => $"{actual}.ShouldBeTrue();";

    public override string False(string actual) => $"{actual}.ShouldBeFalse();";

    public override string Null(string actual) => $"{actual}.ShouldBeNull();";

    public override string NotNull(string actual) => $"{actual}.ShouldNotBeNull();";

    public override string Empty(string actual) => $"{actual}.ShouldBeEmpty();";

    public override string Single(string actual) => $"{actual}.ShouldHaveSingleItem();";

    public override string IsType(string type, string actual) => $"{actual}.ShouldBeOfType<{type}>();";

    public override string SequenceEqual(string expected, string actual) => $"{actual}.ShouldBe({expected});";

    public override IEnumerable<string> Throws(string type, bool exact, string lambda, bool isAsync, string? paramName)
    {
        var call = isAsync ? $"await Should.ThrowAsync<{type}>({lambda})" : $"Should.Throw<{type}>({lambda})";
        return paramName is null ? [call + ";"] : [$"var exception = {call};", $"exception.ParamName.ShouldBe(\"{paramName}\");"];
    }
}
