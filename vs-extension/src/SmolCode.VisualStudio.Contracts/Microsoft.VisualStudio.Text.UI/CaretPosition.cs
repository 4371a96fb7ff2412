namespace Microsoft.VisualStudio.Text.Editor;

public struct CaretPosition(VirtualSnapshotPoint bufferPosition, IMappingPoint mappingPoint, PositionAffinity caretAffinity)
{
    public IMappingPoint Point { get; } = mappingPoint;

    public PositionAffinity Affinity { get; } = caretAffinity;

    public readonly SnapshotPoint BufferPosition => VirtualBufferPosition.Position;

    public VirtualSnapshotPoint VirtualBufferPosition { get; } = bufferPosition;
}
