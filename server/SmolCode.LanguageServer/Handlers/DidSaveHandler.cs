using SmolCode.CodeAnalysis;
using SmolCode.LanguageServer.Background;
using SmolCode.LanguageServer.Documents;
using SmolCode.LanguageServer.Protocol;
using SmolCode.LanguageServer.Requests;

namespace SmolCode.LanguageServer.Handlers;

/// <summary>Handles <c>textDocument/didSave</c>: other files see the saved text, also in editors that watch no files.</summary>
internal sealed class DidSaveHandler(CodeWorkspace workspace, WorkspaceLoader loader)
    : NotificationHandler<DidSaveTextDocumentParams>(LspJsonContext.Default.DidSaveTextDocumentParams)
{
    /// <inheritdoc />
    public override string Method => "textDocument/didSave";

    /// <inheritdoc />
    protected override void Handle(DidSaveTextDocumentParams parameters, RequestContext context)
    {
        if (
            DocumentPath.FromUri(parameters.TextDocument.Uri) is { } path
            && workspace.ApplyFileChanges([new FileChange(path, FileChangeKind.Changed)])
        )
        {
            loader.ReloadSoon();
        }
    }
}
