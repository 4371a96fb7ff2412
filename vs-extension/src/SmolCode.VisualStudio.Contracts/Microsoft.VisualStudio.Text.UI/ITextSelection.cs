namespace Microsoft.VisualStudio.Text.Editor;

public interface ITextSelection
{
    VirtualSnapshotPoint Start { get; }

    VirtualSnapshotPoint End { get; }
}
