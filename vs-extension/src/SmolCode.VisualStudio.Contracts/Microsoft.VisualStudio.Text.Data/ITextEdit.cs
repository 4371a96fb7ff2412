namespace Microsoft.VisualStudio.Text;

public interface ITextEdit : ITextBufferEdit
{
    bool HasFailedChanges { get; }

    bool Replace(int startPosition, int charsToReplace, string replaceWith);
}
