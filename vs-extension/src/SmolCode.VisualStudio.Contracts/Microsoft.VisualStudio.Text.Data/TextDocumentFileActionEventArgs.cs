namespace Microsoft.VisualStudio.Text;

public class TextDocumentFileActionEventArgs(string filePath, DateTime time, FileActionTypes fileActionType) : EventArgs
{
    public string FilePath { get; } = filePath;

    public DateTime Time { get; } = time;

    public FileActionTypes FileActionType { get; } = fileActionType;
}
