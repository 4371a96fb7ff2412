using Microsoft.VisualStudio.Text;

namespace SmolCode.VisualStudio.Tests.FakeShell;

/// <summary>The file behind a text.</summary>
internal sealed class FakeFile(string path, FakeBuffer buffer) : ITextDocument
{
    public event EventHandler<TextDocumentFileActionEventArgs>? FileActionOccurred;

    public string FilePath { get; private set; } = path;

    public ITextBuffer TextBuffer => buffer;

    /// <summary>Saves it.</summary>
    public void Save()
    {
        File.WriteAllText(FilePath, buffer.CurrentSnapshot.GetText());
        FileActionOccurred?.Invoke(
            this,
            new TextDocumentFileActionEventArgs(FilePath, DateTime.UnixEpoch, FileActionTypes.ContentSavedToDisk)
        );
    }

    /// <summary>Gives it another name.</summary>
    public void Rename(string to)
    {
        FilePath = to;
        FileActionOccurred?.Invoke(this, new TextDocumentFileActionEventArgs(to, DateTime.UnixEpoch, FileActionTypes.DocumentRenamed));
    }

    public void Dispose() { }
}
