using SmolCode.LanguageServer.Protocol;
using SmolCode.LanguageServer.Requests;

namespace SmolCode.LanguageServer.Handlers;

/// <summary>Handles <c>textDocument/didClose</c>: the file on disk counts again.</summary>
internal sealed class DidCloseHandler() : NotificationHandler<DidCloseTextDocumentParams>(LspJsonContext.Default.DidCloseTextDocumentParams)
{
    /// <inheritdoc />
    public override string Method => "textDocument/didClose";

    /// <inheritdoc />
    protected override void Handle(DidCloseTextDocumentParams parameters, RequestContext context) =>
        context.Change(s => s with { Documents = s.Documents.Remove(parameters.TextDocument.Uri) });
}
