using Microsoft.CodeAnalysis.Text;
using SmolCode.LanguageServer.Statistics;

namespace SmolCode.LanguageServer.Tests;

/// <summary>What is left of a piece of text after edits. The piece is the ten units from 10 to 20.</summary>
public sealed class StandingTextTests
{
    [Theory]
    [InlineData("nothing", 1.0)]
    [InlineData("before 0-5:1", 1.0)]
    [InlineData("insertion at its start 10-10:3", 1.0)]
    [InlineData("insertion at its end 20-20:3", 1.0)]
    [InlineData("behind 25-30:0", 1.0)]
    [InlineData("insertion inside 15-15:7", 1.0)]
    [InlineData("part of it 12-14:0", 0.8)]
    [InlineData("its beginning and more 5-12:1", 0.8)]
    [InlineData("its end and more 18-25:9", 0.8)]
    [InlineData("all of it 10-20:10", 0.0)]
    [InlineData("all of it and more 0-30:0", 0.0)]
    [InlineData("moved by ten, then hit 0-0:10 22-24:0", 0.8)]
    [InlineData("moved by ten, then missed 0-0:10 12-14:0", 1.0)]
    [InlineData("split, then hit left and right 15-15:10 12-14:2 26-27:0", 0.7)]
    [InlineData("split, then what is between goes 15-15:10 15-25:0", 1.0)]
    [InlineData("hit twice in the same place 12-14:2 12-14:2", 0.8)]
    public void It_is_followed_through_edits(string edits, double share)
    {
        var text = new StandingText(TextSpan.FromBounds(10, 20));
        foreach (var edit in edits.Split(' ').Where(e => e.Contains(':', StringComparison.Ordinal)))
        {
            var numbers = edit.Split('-', ':').Select(int.Parse).ToArray();
            text.Apply(new TextChangeRange(TextSpan.FromBounds(numbers[0], numbers[1]), numbers[2]));
        }

        Assert.Equal(share, text.Share, 6);
    }
}
