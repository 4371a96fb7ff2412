using Microsoft.VisualStudio.Text;
using SmolCode.VisualStudio.Documents;
using SmolCode.VisualStudio.Protocol;

namespace SmolCode.VisualStudio.Tests.FakeShell;

/// <summary>One version of a text.</summary>
internal sealed class FakeSnapshot(FakeBuffer buffer, string text, int number) : ITextSnapshot, ITextVersion
{
    private readonly TextLines lines = new(text);

    public ITextBuffer TextBuffer => buffer;

    public ITextVersion Version => this;

    public int VersionNumber => number;

    /// <summary>What made the next version.</summary>
    public INormalizedTextChangeCollection Changes { get; set; } = new FakeChanges();

    public int Length => text.Length;

    public int LineCount => lines.PositionAt(text.Length).Line + 1;

    public string GetText() => text;

    public string GetText(int startIndex, int length) => text.Substring(startIndex, length);

    public ITextSnapshotLine GetLineFromLineNumber(int lineNumber) => new FakeLine(this, lines, lineNumber);

    public ITextSnapshotLine GetLineFromPosition(int position) => new FakeLine(this, lines, lines.PositionAt(position).Line);

    private sealed class FakeLine(FakeSnapshot snapshot, TextLines lines, int number) : ITextSnapshotLine
    {
        public int LineNumber => number;

        public SnapshotPoint Start => new(snapshot, lines.OffsetAt(new LinePosition(number, 0)));

        public SnapshotPoint End => new(snapshot, lines.OffsetAt(new LinePosition(number, int.MaxValue / 2)));
    }
}
