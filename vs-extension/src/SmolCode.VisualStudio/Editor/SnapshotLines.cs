using Microsoft.VisualStudio.Text;
using SmolCode.VisualStudio.Documents;
using SmolCode.VisualStudio.Protocol;

namespace SmolCode.VisualStudio.Editor;

/// <summary>
/// The lines of a text, as the protocol counts them. The editor's own are the same, and known already, unless the text has one of the
/// breaks that only the editor knows; one such character would put everything below it at the wrong place.
/// </summary>
internal sealed class SnapshotLines : ITextLines
{
    private static readonly char[] Breaks = ['\u0085', '\u2028', '\u2029'];

    private readonly ITextSnapshot snapshot;

    /// <summary>The protocol's lines where the editor's are others.</summary>
    private readonly TextLines? own;

    public SnapshotLines(ITextSnapshot snapshot)
    {
        this.snapshot = snapshot;
        own = Of(snapshot.TextBuffer).IsThere ? new TextLines(snapshot.GetText()) : null;
    }

    /// <summary>Looks whether a text has such breaks. What becomes of it from then is told to <see cref="Follow"/>.</summary>
    public static void Read(ITextSnapshot snapshot) => Follow(snapshot.TextBuffer, snapshot.GetText());

    /// <summary>A text gets a new part.</summary>
    public static void Follow(ITextBuffer buffer, string part)
    {
        if (part.IndexOfAny(Breaks) >= 0)
        {
            // For good: versions before this one are asked for as well, and one that has none is counted right either way.
            Of(buffer).IsThere = true;
        }
    }

    public LinePosition PositionAt(int offset)
    {
        if (own is not null)
        {
            return own.PositionAt(offset);
        }

        var line = snapshot.GetLineFromPosition(offset);
        return new LinePosition(line.LineNumber, offset - line.Start.Position);
    }

    public int OffsetAt(LinePosition position)
    {
        if (own is not null)
        {
            return own.OffsetAt(position);
        }

        if (position.Line >= snapshot.LineCount)
        {
            return snapshot.Length;
        }

        var line = snapshot.GetLineFromLineNumber(position.Line);
        return Math.Min(line.Start.Position + position.Character, line.End.Position);
    }

    public string GetText(int start, int length) => snapshot.GetText(start, length);

    private static OtherBreaks Of(ITextBuffer buffer) => buffer.Properties.GetOrCreateSingletonProperty(() => new OtherBreaks());

    /// <summary>Whether a text has, or ever had, breaks that only the editor knows.</summary>
    private sealed class OtherBreaks
    {
        private volatile bool isThere;

        public bool IsThere
        {
            get => isThere;
            set => isThere = value;
        }
    }
}
