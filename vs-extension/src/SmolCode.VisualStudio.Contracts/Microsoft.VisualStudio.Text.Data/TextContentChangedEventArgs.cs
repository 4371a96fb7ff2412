namespace Microsoft.VisualStudio.Text;

public class TextContentChangedEventArgs(ITextSnapshot beforeSnapshot, ITextSnapshot afterSnapshot, EditOptions options, object? editTag)
    : TextSnapshotChangedEventArgs(beforeSnapshot, afterSnapshot, editTag)
{
    public INormalizedTextChangeCollection Changes => Before.Version.Changes;

    public EditOptions Options { get; } = options;
}
