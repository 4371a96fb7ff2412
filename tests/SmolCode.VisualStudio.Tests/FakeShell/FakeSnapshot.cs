using Microsoft.VisualStudio.Text;

namespace SmolCode.VisualStudio.Tests.FakeShell;

/// <summary>One version of a text. Its lines end where Visual Studio's do, at a few characters more than the protocol's.</summary>
internal sealed class FakeSnapshot : ITextSnapshot, ITextVersion
{
    private readonly FakeBuffer buffer;
    private readonly string text;
    private readonly List<(int Start, int End)> lines = [];

    public FakeSnapshot(FakeBuffer buffer, string text, int number)
    {
        this.buffer = buffer;
        this.text = text;
        VersionNumber = number;
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is not ('\n' or '\r' or '\u0085' or '\u2028' or '\u2029'))
            {
                continue;
            }

            lines.Add((start, i));
            i += text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n' ? 1 : 0;
            start = i + 1;
        }

        lines.Add((start, text.Length));
    }

    public ITextBuffer TextBuffer => buffer;

    public ITextVersion Version => this;

    public int VersionNumber { get; }

    /// <summary>What made the next version.</summary>
    public INormalizedTextChangeCollection Changes { get; set; } = new FakeChanges();

    public int Length => text.Length;

    public int LineCount => lines.Count;

    public string GetText() => text;

    public string GetText(int startIndex, int length) => text.Substring(startIndex, length);

    public ITextSnapshotLine GetLineFromLineNumber(int lineNumber) => new FakeLine(this, lineNumber);

    public ITextSnapshotLine GetLineFromPosition(int position) => new FakeLine(this, lines.FindLastIndex(l => l.Start <= position));

    private sealed class FakeLine(FakeSnapshot snapshot, int number) : ITextSnapshotLine
    {
        public int LineNumber => number;

        public SnapshotPoint Start => new(snapshot, snapshot.lines[number].Start);

        public SnapshotPoint End => new(snapshot, snapshot.lines[number].End);
    }
}
