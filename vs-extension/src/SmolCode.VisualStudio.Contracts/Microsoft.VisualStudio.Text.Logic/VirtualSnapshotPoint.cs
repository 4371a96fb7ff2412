namespace Microsoft.VisualStudio.Text;

public struct VirtualSnapshotPoint
{
    public VirtualSnapshotPoint(SnapshotPoint position)
        : this(position, 0) { }

    public VirtualSnapshotPoint(SnapshotPoint position, int virtualSpaces)
    {
        Position = position;
        VirtualSpaces = virtualSpaces;
    }

    public SnapshotPoint Position { get; }

    public int VirtualSpaces { get; }

    public readonly bool IsInVirtualSpace => VirtualSpaces > 0;
}
