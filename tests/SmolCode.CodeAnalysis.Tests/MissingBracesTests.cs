namespace SmolCode.CodeAnalysis.Tests;

public sealed class MissingBracesTests
{
    [Theory]
    [InlineData("if (a)\n    {\n        b();", "if (a)\n    {\n        b();\n    }")]
    [InlineData("if (a) {\n        b();", "if (a) {\n        b();\n  }")]
    [InlineData(
        "if (a)\n    {\n        while (b)\n        {\n            c();\n",
        "if (a)\n    {\n        while (b)\n        {\n            c();\n        }\n    }"
    )]
    [InlineData("\tx = \"{\" + '{'; // {\n\tif (a)\n\t{", "\tx = \"{\" + '{'; // {\n\tif (a)\n\t{\n\t}")]
    public void A_brace_closes_below_the_line_that_opened_it(string text, string expected) =>
        Assert.Equal(expected, MissingBraces.Append(text, "  "));

    [Theory]
    [InlineData("a();")]
    [InlineData("")]
    [InlineData("if (a) { b(")]
    [InlineData("if (a) { b]; ")]
    [InlineData("}\nif (a) {")]
    public void What_is_whole_or_open_in_another_way_is_left_alone(string text) => Assert.Null(MissingBraces.Append(text, ""));
}
