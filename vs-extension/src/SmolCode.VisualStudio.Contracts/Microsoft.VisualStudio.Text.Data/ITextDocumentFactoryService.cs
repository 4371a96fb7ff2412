namespace Microsoft.VisualStudio.Text;

public interface ITextDocumentFactoryService
{
    bool TryGetTextDocument(ITextBuffer textBuffer, out ITextDocument textDocument);
}
