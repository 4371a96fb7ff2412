using CsCheck;
using SmolCode.CodeAnalysis.Checks;

namespace SmolCode.CodeAnalysis.Tests;

public sealed class EditorClosersTests
{
    [Theory]
    [InlineData("text);", ")", "text);")]
    [InlineData("text", ")", "text)")]
    [InlineData("factory, options));", ")", "factory, options));")]
    [InlineData("a", "));", "a));")]
    [InlineData("a)", "));", "a));")]
    [InlineData("a));", "));", "a));")]
    [InlineData("f(x)", ")", "f(x))")]
    [InlineData("index]", "];", "index];")]
    [InlineData("world\");", "\");", "world\");")]
    [InlineData("world", "\");", "world\");")]
    [InlineData("a \\\" b", "\")", "a \\\" b\")")]
    [InlineData("1", ",", "1,")]
    [InlineData("1,", ",", "1,")]
    [InlineData("", ")", ")")]
    [InlineData(")", "]", ")]")]
    [InlineData("0])", ")", "0])")]
    public void A_candidate_gets_the_closers_that_it_lacks(string candidate, string closers, string text) =>
        Assert.Equal(text, EditorClosers.Complete(candidate, closers));

    [Theory]
    [InlineData("string s = \"\"\"a", "bc\"\"\";", "\"\"\"", "bc\"\"\";")]
    [InlineData("string s = \"\"\"", "bc", "\"\"\";", "bc\"\"\";")]
    [InlineData("string p = @\"C:\\", "temp\\\";", "\"", "temp\\\";")]
    [InlineData("string p = \"C:", "\\\\temp\";", "\"", "\\\\temp\";")]
    [InlineData("List<", "int> l = new();", ">", "int> l = new();")]
    [InlineData("List<List<", "int>> l = new();", ">>", "int>> l = new();")]
    [InlineData("List<", "Dictionary<int, string>> l = new();", ">", "Dictionary<int, string>> l = new();")]
    [InlineData("List<", "int", ">", "int>")]
    public void Literals_and_lists_of_types_are_closed_once(string before, string candidate, string closers, string text) =>
        Assert.Equal(text, EditorClosers.Complete(candidate, closers, before));

    [Fact]
    public void Without_openers_completing_twice_changes_nothing() =>
        Gen.Select(
                Gen.String[Gen.Char["ab), ;"], 0, 12],
                Gen.OneOf(Gen.Const(")"), Gen.Const("))"), Gen.Const("];"), Gen.Const(");"), Gen.Const("}"))
            )
            .Sample(
                (text, closers) =>
                {
                    var once = EditorClosers.Complete(text, closers);
                    return EditorClosers.Complete(once, closers) == once;
                }
            );
}
