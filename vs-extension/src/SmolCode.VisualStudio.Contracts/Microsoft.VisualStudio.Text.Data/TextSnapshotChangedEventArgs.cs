namespace Microsoft.VisualStudio.Text;

public abstract class TextSnapshotChangedEventArgs(ITextSnapshot beforeSnapshot, ITextSnapshot afterSnapshot, object? editTag) : EventArgs
{
    public ITextSnapshot Before { get; } = beforeSnapshot;

    public ITextSnapshot After { get; } = afterSnapshot;

    public object? EditTag { get; } = editTag;
}
