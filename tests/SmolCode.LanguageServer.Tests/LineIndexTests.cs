using CsCheck;
using Microsoft.CodeAnalysis.Text;
using SmolCode.LanguageServer.Documents;
using SmolCode.LanguageServer.Protocol;

namespace SmolCode.LanguageServer.Tests;

/// <summary>Positions and offsets.</summary>
public sealed class LineIndexTests
{
    [Theory]
    [InlineData("", 1)]
    [InlineData("a", 1)]
    [InlineData("a\n", 2)]
    [InlineData("a\r\nb\rc\nd", 4)]
    [InlineData("\r\r\n\n\r", 5)]
    [InlineData("a\u2028b\u2029c\u0085d\fe\vf", 1)]
    public void Lines_end_where_LSP_says(string text, int lines) => Assert.Equal(lines, Index(text).Count);

    [Theory]
    [InlineData("ab\ncd", 0, 0, 0)]
    [InlineData("ab\ncd", 1, 1, 4)]
    [InlineData("ab\r\ncd", 1, 0, 4)]
    [InlineData("a😀b", 0, 3, 3)]
    public void Positions_in_UTF_16(string text, int line, int character, int offset)
    {
        Assert.Equal(offset, Index(text).ToOffset(new Position(line, character), PositionEncoding.Utf16, out var clamped));
        Assert.False(clamped);
        Assert.Equal(new Position(line, character), Index(text).ToPosition(offset, PositionEncoding.Utf16));
    }

    [Theory]
    [InlineData("aéb", 0, 3, 2)]
    [InlineData("a😀b", 0, 5, 3)]
    [InlineData("a€\nb€c", 1, 4, 5)]
    [InlineData("a\ud83db", 0, 4, 2)]
    public void Positions_in_UTF_8(string text, int line, int character, int offset)
    {
        Assert.Equal(offset, Index(text).ToOffset(new Position(line, character), PositionEncoding.Utf8, out var clamped));
        Assert.False(clamped);
        Assert.Equal(new Position(line, character), Index(text).ToPosition(offset, PositionEncoding.Utf8));
    }

    [Theory]
    [InlineData("ab\r\ncd", 0, 3, 2)]
    [InlineData("ab\r\ncd", 0, 1000, 2)]
    [InlineData("ab\r\ncd", 0, 9007199254740991, 2)]
    [InlineData("ab\r\ncd", 2, 0, 6)]
    [InlineData("ab\r\ncd", 9007199254740991, 0, 6)]
    [InlineData("ab\r\ncd", -1, 5, 0)]
    [InlineData("ab\r\ncd", 1, -1, 4)]
    [InlineData("", 5, 5, 0)]
    public void What_lies_outside_is_clamped(string text, long line, long character, int offset)
    {
        foreach (var encoding in (PositionEncoding[])[PositionEncoding.Utf16, PositionEncoding.Utf8])
        {
            Assert.Equal(offset, Index(text).ToOffset(new Position(line, character), encoding, out var clamped));
            Assert.True(clamped);
        }
    }

    [Fact]
    public void A_UTF_8_offset_within_a_character_means_its_start()
    {
        Assert.Equal(1, Index("a😀b").ToOffset(new Position(0, 3), PositionEncoding.Utf8, out var clamped));
        Assert.True(clamped);
    }

    [Fact]
    public void Between_carriage_return_and_line_feed_is_the_lines_end() =>
        Assert.Equal(new Position(0, 1), Index("a\r\nb").ToPosition(2, PositionEncoding.Utf16));

    [Fact]
    public void A_line_break_may_fall_between_two_chunks_of_the_scan()
    {
        var text = new string('x', (16 * 1024) - 1) + "\r\ny\r" + new string('z', 16 * 1024) + "\r";
        var index = Index(text);
        Assert.Equal(4, index.Count);
        Assert.Equal((16 * 1024) + 1, index.ToOffset(new Position(1, 0), PositionEncoding.Utf16));
        Assert.Equal(text.Length, index.ToOffset(new Position(3, 0), PositionEncoding.Utf16));
    }

    [Fact]
    public void Every_offset_outside_of_a_line_break_survives_the_way_there_and_back() =>
        Texts
            .Any.Select(Gen.Enum<PositionEncoding>())
            .Sample(
                (text, encoding) =>
                {
                    var index = Index(text);
                    for (var offset = 0; offset <= text.Length; offset++)
                    {
                        var insideBreak = offset > 0 && offset < text.Length && text[offset - 1] == '\r' && text[offset] == '\n';
                        var insidePair = offset > 0 && offset < text.Length && char.IsSurrogatePair(text[offset - 1], text[offset]);
                        if (!insideBreak && !(insidePair && encoding == PositionEncoding.Utf8))
                        {
                            Assert.Equal(offset, index.ToOffset(index.ToPosition(offset, encoding), encoding));
                        }
                    }
                },
                iter: 2000,
                seed: "0000KfPyyJO4"
            );

    private static LineIndex Index(string text) => new(SourceText.From(text));
}
