using SmolCode.LanguageServer.Background;
using SmolCode.LanguageServer.Documents;
using SmolCode.LanguageServer.Protocol;
using SmolCode.LanguageServer.Requests;
using SmolCode.LanguageServer.Statistics;

namespace SmolCode.LanguageServer.Handlers;

/// <summary>Handles <c>textDocument/didClose</c>: the file on disk counts again.</summary>
internal sealed class DidCloseHandler(UnsavedTexts unsaved, ExplanationWarmer warmer, SuggestionFollower follower)
    : NotificationHandler<DidCloseTextDocumentParams>(LspJsonContext.Default.DidCloseTextDocumentParams)
{
    /// <inheritdoc />
    public override string Method => "textDocument/didClose";

    /// <inheritdoc />
    protected override void Handle(DidCloseTextDocumentParams parameters, RequestContext context)
    {
        if (context.State.Documents.TryGetValue(parameters.TextDocument.Uri, out var document))
        {
            context.Change(s => s with { Documents = s.Documents.Remove(document.Uri) });
            unsaved.Close(document);
            warmer.Forget(document.Uri);
            follower.Closed(document.Uri);
        }
    }
}
