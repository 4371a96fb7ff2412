namespace Microsoft.VisualStudio.Text;

public interface ITextBufferEdit : IDisposable
{
    ITextSnapshot Snapshot { get; }

    ITextSnapshot Apply();

    void Cancel();
}
