using System.ComponentModel.Composition;
using Microsoft.VisualStudio.Text;

namespace SmolCode.VisualStudio.Tests.FakeShell;

/// <summary>The editor's service that knows which text is which file.</summary>
[Export(typeof(ITextDocumentFactoryService))]
[Export]
internal sealed class FakeFiles : ITextDocumentFactoryService
{
    private readonly Dictionary<ITextBuffer, ITextDocument> files = [];

    public void Add(FakeFile file) => files.Add(file.TextBuffer, file);

    public bool TryGetTextDocument(ITextBuffer textBuffer, out ITextDocument textDocument) =>
        files.TryGetValue(textBuffer, out textDocument!);
}
