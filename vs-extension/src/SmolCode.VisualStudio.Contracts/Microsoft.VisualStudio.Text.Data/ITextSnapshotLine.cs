namespace Microsoft.VisualStudio.Text;

public interface ITextSnapshotLine
{
    int LineNumber { get; }

    SnapshotPoint Start { get; }

    SnapshotPoint End { get; }
}
