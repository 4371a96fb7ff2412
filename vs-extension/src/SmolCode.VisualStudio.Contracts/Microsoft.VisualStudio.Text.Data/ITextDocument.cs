namespace Microsoft.VisualStudio.Text;

public interface ITextDocument : IDisposable
{
    event EventHandler<TextDocumentFileActionEventArgs> FileActionOccurred;

    string FilePath { get; }

    ITextBuffer TextBuffer { get; }
}
