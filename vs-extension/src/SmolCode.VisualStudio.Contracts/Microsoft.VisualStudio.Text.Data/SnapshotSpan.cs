namespace Microsoft.VisualStudio.Text;

public struct SnapshotSpan
{
    public SnapshotSpan(ITextSnapshot snapshot, int start, int length)
        : this(new SnapshotPoint(snapshot, start), length) { }

    public SnapshotSpan(SnapshotPoint start, int length)
    {
        Start = start;
        Length = length;
        End = new SnapshotPoint(start.Snapshot, start.Position + length);
    }

    public SnapshotPoint Start { get; }

    public SnapshotPoint End { get; }

    public int Length { get; }

    public readonly ITextSnapshot Snapshot => Start.Snapshot;

    public readonly string GetText() => Snapshot.GetText(Start.Position, Length);
}
