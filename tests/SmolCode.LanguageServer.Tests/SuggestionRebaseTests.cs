using Microsoft.CodeAnalysis.Text;
using SmolCode.LanguageServer.Documents;
using SmolCode.TestSupport;

namespace SmolCode.LanguageServer.Tests;

/// <summary>What is left of a suggestion when the user typed on.</summary>
public sealed class SuggestionRebaseTests
{
    [Theory]
    [InlineData("Console.$$", "WriteLine();", "Console.W", "riteLine();")]
    [InlineData("Console.$$", "WriteLine();", "Console.WriteLine(", ");")]
    [InlineData("Console.$$", "WriteLine();", "Console.", "WriteLine();")]
    [InlineData("Console.$$", "WriteLine();", "Console.WriteLine();", null)]
    [InlineData("Console.$$", "WriteLine();", "Console.R", null)]
    [InlineData("Console.$$", "WriteLine();", "Console", null)]
    [InlineData("Console.$$", "WriteLine();", "Konsole.", null)]
    [InlineData("Console.$$", "WriteLine();", "xConsole.", null)]
    [InlineData("f($$)", "1", "f(1)", null)]
    [InlineData("f($$)", "10", "f(1)", "0")]
    [InlineData("f($$)", "10", "f(1);", null)]
    [InlineData("a\n$$\nb", "int x;\nint y;", "a\nint x;\n\nb", "int y;")]
    public void Typed_text_is_taken_off(string before, string suggestion, string now, string? left)
    {
        var source = MarkedSource.Parse(before);
        var rebased = SuggestionRebase.Rebase(
            suggestion,
            new TextSpan(source.Position, 0),
            source.Position,
            SourceText.From(source.Text),
            SourceText.From(now)
        );

        Assert.Equal(left, rebased?.Text);
        if (rebased is var (text, range))
        {
            // Wherever it is taken over, accepting it gives what accepting it at once would have given.
            var expected = source.Text.Insert(source.Position, suggestion);
            Assert.Equal(expected, SourceText.From(now).WithChanges(new TextChange(range, text)).ToString());
        }
    }

    [Fact]
    public void A_range_that_begins_before_the_cursor_keeps_its_end()
    {
        // "Wr" is to be replaced by "WriteLine()"; meanwhile "i" was typed.
        var rebased = SuggestionRebase.Rebase(
            "WriteLine()",
            TextSpan.FromBounds(8, 11),
            10,
            SourceText.From("Console.Wr);"),
            SourceText.From("Console.Wri);")
        );

        Assert.Equal(("teLine()", TextSpan.FromBounds(11, 12)), rebased);
    }

    [Fact]
    public void The_same_text_in_another_version_changes_nothing() =>
        Assert.Equal(
            ("x", new TextSpan(1, 0)),
            SuggestionRebase.Rebase("x", new TextSpan(1, 0), 1, SourceText.From("ab"), SourceText.From("ab"))
        );
}
