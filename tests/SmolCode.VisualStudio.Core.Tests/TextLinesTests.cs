using SmolCode.VisualStudio.Documents;
using SmolCode.VisualStudio.Protocol;

namespace SmolCode.VisualStudio.Core.Tests;

public sealed class TextLinesTests
{
    [Fact]
    public void Offsets_and_places_are_each_others_inverse_over_every_line_end()
    {
        const string Text = "ab\r\nc\n\nd\re😀";
        var lines = new TextLines(Text);

        Assert.Equal(new LinePosition(0, 2), lines.PositionAt(2));
        Assert.Equal(new LinePosition(1, 0), lines.PositionAt(4));
        Assert.Equal(new LinePosition(3, 1), lines.PositionAt(8));
        Assert.Equal(new LinePosition(4, 3), lines.PositionAt(Text.Length));
        Assert.All(Enumerable.Range(0, Text.Length + 1).Where(o => o != 3), o => Assert.Equal(o, lines.OffsetAt(lines.PositionAt(o))));
    }

    [Fact]
    public void A_place_behind_a_lines_end_is_that_end()
    {
        var lines = new TextLines("ab\r\nc");

        Assert.Equal(2, lines.OffsetAt(new LinePosition(0, 99)));
        Assert.Equal(5, lines.OffsetAt(new LinePosition(1, 99)));
        Assert.Equal(5, lines.OffsetAt(new LinePosition(9, 0)));
    }

    [Fact]
    public void Edits_are_made_as_if_at_once()
    {
        var text = new TextLines("one two three").Apply([Edit(0, 3, "1"), Edit(4, 4, "a "), Edit(4, 4, "b "), Edit(8, 13, "3")]);

        Assert.Equal("1 a b two 3", text);
    }

    private static TextEdit Edit(int start, int end, string text) =>
        new(new LineRange(new LinePosition(0, start), new LinePosition(0, end)), text);
}
