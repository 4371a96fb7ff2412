namespace Microsoft.VisualStudio.Text;

public interface ITextSnapshot
{
    ITextBuffer TextBuffer { get; }

    ITextVersion Version { get; }

    int Length { get; }

    int LineCount { get; }

    string GetText();

    string GetText(int startIndex, int length);

    ITextSnapshotLine GetLineFromLineNumber(int lineNumber);

    ITextSnapshotLine GetLineFromPosition(int position);
}
