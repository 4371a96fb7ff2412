namespace Microsoft.VisualStudio.Text;

public struct SnapshotPoint
{
    public SnapshotPoint(ITextSnapshot snapshot, int position)
    {
        if (position < 0 || position > snapshot.Length)
        {
            throw new ArgumentOutOfRangeException(nameof(position));
        }

        Snapshot = snapshot;
        Position = position;
    }

    public int Position { get; }

    public ITextSnapshot Snapshot { get; }

    public static implicit operator int(SnapshotPoint snapshotPoint) => snapshotPoint.Position;
}
