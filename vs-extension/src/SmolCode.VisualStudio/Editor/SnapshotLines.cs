using Microsoft.VisualStudio.Text;
using SmolCode.VisualStudio.Documents;
using SmolCode.VisualStudio.Protocol;

namespace SmolCode.VisualStudio.Editor;

/// <summary>The editor's own lines of a text.</summary>
internal sealed class SnapshotLines : ITextLines
{
    private readonly ITextSnapshot snapshot;

    public SnapshotLines(ITextSnapshot snapshot) => this.snapshot = snapshot;

    public LinePosition PositionAt(int offset)
    {
        var line = snapshot.GetLineFromPosition(offset);
        return new LinePosition(line.LineNumber, offset - line.Start.Position);
    }

    public int OffsetAt(LinePosition position)
    {
        if (position.Line >= snapshot.LineCount)
        {
            return snapshot.Length;
        }

        var line = snapshot.GetLineFromLineNumber(position.Line);
        return Math.Min(line.Start.Position + position.Character, line.End.Position);
    }

    public string GetText(int start, int length) => snapshot.GetText(start, length);
}
