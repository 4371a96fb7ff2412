using CsCheck;
using SmolCode.CodeAnalysis.Checks;

namespace SmolCode.CodeAnalysis.Tests;

public sealed class SuffixOverlapTests
{
    private static readonly Gen<string> Piece = OneOf(
        "foo",
        "bar",
        "x",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        ";",
        ",",
        " ",
        "\n",
        "=",
        "+",
        "\"",
        "1",
        "."
    );

    private static readonly Gen<string> Code = Piece.Array[0, 12].Select(string.Concat);

    [Theory]
    [InlineData("foo)", ")", "foo", 0)]
    [InlineData("foo()", ")", "foo()", 0)]
    [InlineData("foo())", ")", "foo()", 0)]
    [InlineData("foo);", ");", "foo", 0)]
    [InlineData("foo);", " ) ;", "foo", 0)]
    [InlineData("foo);", ")", "foo);", 1)]
    [InlineData("foo];", "]\nnext", "foo];", 1)]
    [InlineData("foo", "foo", "", 0)]
    [InlineData("a + 1", " + 1;", "a", 0)]
    [InlineData("a, b", "b)", "a, ", 0)]
    [InlineData("counter", "r", "counter", 0)]
    [InlineData("Foo();\nBar();", "\n    Bar();\n", "Foo();", 0)]
    [InlineData("Foo();\n}", "\n}\n", "Foo();", 0)]
    [InlineData("if (x)\n{\n    Foo();\n}", "\n}\n", "if (x)\n{\n    Foo();\n}", 0)]
    [InlineData("if (x)\n{", "\n{\n}\n", "if (x)", 0)]
    [InlineData("Foo();", "\nFoo(); Bar();", "Foo();", 0)]
    [InlineData("a\nb\nc", "\nb\nc\nd", "a", 0)]
    [InlineData("x = 1;", "", "x = 1;", 0)]
    public void What_follows_is_not_said_twice(string candidate, string suffix, string text, int replaced)
    {
        var overlap = SuffixOverlap.Trim(candidate, suffix, startsInWord: false, lineIsBlankBefore: true);

        Assert.Equal(text, overlap.Text);
        Assert.Equal(replaced, overlap.Replaced);
    }

    [Fact]
    public void Trimming_twice_trims_no_more() =>
        Gen.Select(Code, Code)
            .Sample(
                (candidate, suffix) =>
                {
                    var once = SuffixOverlap.Trim(candidate, suffix, false, true);
                    var twice = SuffixOverlap.Trim(once.Text, suffix, false, true);
                    return once.Text == twice.Text;
                },
                seed: "0N0XIzNsQ0O2",
                iter: 3000
            );

    [Fact]
    public void What_is_left_begins_the_candidate() =>
        Gen.Select(Code, Code)
            .Sample(
                (candidate, suffix) =>
                    candidate.StartsWith(SuffixOverlap.Trim(candidate, suffix, false, true).Text, StringComparison.Ordinal),
                seed: "0N0XIzNsQ0O2",
                iter: 3000
            );

    [Fact]
    public void A_balanced_candidate_that_runs_on_into_the_suffix_is_cut_where_it_meets_it() =>
        Gen.Select(OneOf("foo", "foo.Bar", "foo(1)", "a[0]", "(x)", "new C { A = 1 }"), OneOf(")", ");", "];", "}", " + tail;", ", rest)"))
            .Sample(
                (candidate, suffix) =>
                {
                    var overlap = SuffixOverlap.Trim(candidate + suffix, suffix + "\nnext();", false, true);
                    return overlap.Text == candidate && overlap.Replaced == 0;
                },
                seed: "0N0XIzNsQ0O2",
                iter: 500
            );

    [Fact]
    public void Applying_a_trimmed_candidate_never_leaves_more_brackets_open_than_the_candidate_itself() =>
        Gen.Select(Code, Code)
            .Sample(
                (candidate, suffix) =>
                    Brackets.Unmatched(SuffixOverlap.Trim(candidate, suffix, false, true).Text) <= Brackets.Unmatched(candidate),
                seed: "0N0XIzNsQ0O2",
                iter: 3000
            );

    private static Gen<string> OneOf(params string[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);
}
