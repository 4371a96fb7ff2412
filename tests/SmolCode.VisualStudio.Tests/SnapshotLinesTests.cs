using SmolCode.VisualStudio.Editor;
using SmolCode.VisualStudio.Protocol;
using SmolCode.VisualStudio.Tests.FakeShell;

namespace SmolCode.VisualStudio.Tests;

public sealed class SnapshotLinesTests
{
    [Theory]
    [InlineData("\u0085")]
    [InlineData("\u2028")]
    [InlineData("\u2029")]
    public void A_break_that_only_the_editor_knows_is_none_to_the_server(string character)
    {
        var buffer = new FakeBuffer($"// a{character}b\r\nclass A;", Thread.CurrentThread);
        SnapshotLines.Read(buffer.CurrentSnapshot);

        AssertClassIsIn(buffer, ownLine: 1, editorsLine: 2);
    }

    [Fact]
    public void One_that_is_put_in_later_is_none_either_and_other_texts_have_the_editors_lines()
    {
        var buffer = new FakeBuffer("// ab\nclass A;", Thread.CurrentThread);
        SnapshotLines.Read(buffer.CurrentSnapshot);
        AssertClassIsIn(buffer, ownLine: 1, editorsLine: 1);

        buffer.Replace(4, 0, "\u2028");
        SnapshotLines.Follow(buffer, "\u2028");
        AssertClassIsIn(buffer, ownLine: 1, editorsLine: 2);
    }

    private static void AssertClassIsIn(FakeBuffer buffer, int ownLine, int editorsLine)
    {
        var snapshot = buffer.CurrentSnapshot;
        var offset = snapshot.GetText().IndexOf("class", StringComparison.Ordinal);
        var lines = new SnapshotLines(snapshot);
        Assert.Equal(new LinePosition(ownLine, 0), lines.PositionAt(offset));
        Assert.Equal(offset, lines.OffsetAt(new LinePosition(ownLine, 0)));
        Assert.Equal(editorsLine, snapshot.GetLineFromPosition(offset).LineNumber);
    }
}
