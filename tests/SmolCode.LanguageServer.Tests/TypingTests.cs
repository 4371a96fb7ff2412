using SmolCode.LanguageServer.Benchmarking;

namespace SmolCode.LanguageServer.Tests;

/// <summary>What a typist types with one key and takes of a suggestion.</summary>
public sealed class TypingTests
{
    [Theory]
    // The rest of the line, and lines after it.
    [InlineData("total + 1;", "total + 1;\n}", 10)]
    [InlineData("total + 1;\nreturn total;", "total + 1;\nreturn sum;\n", 17)]
    [InlineData("total + 1;\nreturn total;", "total + 1;\nreturn total;\n}", 24)]
    // Up to the end of a word that both end there.
    [InlineData("total + two;", "total + 1;\n", 5)]
    [InlineData("totals", "total + 1;\n", 0)]
    [InlineData("total", "totals + 1;\n", 0)]
    [InlineData("item.Price * 2;", "item.Price * item.Quantity;\n", 10)]
    // Nothing, or one character, which saves no key.
    [InlineData("x", "total;\n", 0)]
    [InlineData(";", ";\n", 0)]
    [InlineData("", "total;\n", 0)]
    // All of it is right, though it ends inside a line.
    [InlineData("Add(", "Add(item);\n", 4)]
    public void What_is_right_is_taken_by_line_or_by_word(string suggestion, string rest, int length) =>
        Assert.Equal(length, Acceptance.Length(suggestion, rest));

    [Theory]
    [InlineData("a\n    b", 1, 5)]
    [InlineData("a\r\n\tb", 1, 3)]
    [InlineData("a b", 1, 1)]
    [InlineData("a\U0001F600b", 1, 2)]
    public void A_key_is_a_character_or_a_newline_with_its_indentation(string text, int position, int length) =>
        Assert.Equal(length, new TypingTask("A.cs", text, 0, text.Length).KeyLength(position));

    [Theory]
    [InlineData("abc", 3)]
    [InlineData("\n    abc", 4)]
    [InlineData("\r\n\tabc;\r\n", 6)]
    [InlineData("a b", 3)]
    public void Indentation_has_no_weight(string piece, int weight) => Assert.Equal(weight, TypingTask.Weight(piece));

    [Theory]
    [InlineData("one\ntwo\nthree\n", 2, 2, "two")]
    [InlineData("one\r\ntwo\r\nthree", 2, 3, "two\r\nthree")]
    [InlineData("one\ntwo\n", null, null, "one\ntwo")]
    public void Lines_are_typed_without_their_last_newline(string text, int? from, int? to, string expected)
    {
        var task = TypingTask.Lines("A.cs", text, from, to);
        Assert.Equal(expected, text[task.Start..task.End]);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(2, 1)]
    [InlineData(1, 4)]
    public void Lines_that_there_are_not_are_told(int from, int to)
    {
        var e = Assert.Throws<ArgumentOutOfRangeException>(() => TypingTask.Lines("A.cs", "one\ntwo\nthree\n", from, to));
        Assert.Contains("lines 1 to 3", e.Message, StringComparison.Ordinal);
    }
}
