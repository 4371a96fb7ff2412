using CsCheck;
using Microsoft.CodeAnalysis.Text;
using SmolCode.LanguageServer.Documents;

namespace SmolCode.LanguageServer.Tests;

/// <summary>What a change really changes.</summary>
public sealed class TextDifferenceTests
{
    [Theory]
    [InlineData("abc", "abc", 3, 3, 0)]
    [InlineData("abc", "abXc", 2, 2, 1)]
    [InlineData("abc", "c", 0, 2, 0)]
    [InlineData("foo(bar)", "foo(baz)", 6, 7, 1)]
    [InlineData("aaa", "aa", 2, 3, 0)]
    public void Only_what_differs_counts(string before, string after, int start, int end, int newLength) =>
        Assert.Equal(
            new TextChangeRange(TextSpan.FromBounds(start, end), newLength),
            TextDifference.Of(SourceText.From(before), new TextSpan(0, before.Length), after)
        );

    [Fact]
    public void The_edit_does_what_the_change_does() =>
        Gen.Select(Gen.String[Gen.Char["ab\n"], 0, 12], Gen.String[Gen.Char["ab\n"], 0, 6], Gen.Int[0, 12], Gen.Int[0, 12])
            .Sample(
                (before, inserted, a, b) =>
                {
                    var span = TextSpan.FromBounds(Math.Min(Math.Min(a, b), before.Length), Math.Min(Math.Max(a, b), before.Length));
                    var after = before[..span.Start] + inserted + before[span.End..];
                    var edit = TextDifference.Of(SourceText.From(before), span, inserted);
                    var piece = after.Substring(edit.Span.Start, edit.NewLength);
                    return before[..edit.Span.Start] + piece + before[edit.Span.End..] == after;
                },
                iter: 2000
            );
}
