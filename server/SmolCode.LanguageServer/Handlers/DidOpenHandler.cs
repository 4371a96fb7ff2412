using Microsoft.Extensions.Logging;
using SmolCode.LanguageServer.Background;
using SmolCode.LanguageServer.Documents;
using SmolCode.LanguageServer.Protocol;
using SmolCode.LanguageServer.Requests;
using SmolCode.LanguageServer.Statistics;

namespace SmolCode.LanguageServer.Handlers;

/// <summary>Handles <c>textDocument/didOpen</c>: from now on the editor's text counts, not the file's.</summary>
internal sealed partial class DidOpenHandler(
    WorkspaceLoader loader,
    UnsavedTexts unsaved,
    ExplanationWarmer warmer,
    SuggestionFollower follower,
    ILogger logger
) : NotificationHandler<DidOpenTextDocumentParams>(LspJsonContext.Default.DidOpenTextDocumentParams)
{
    /// <inheritdoc />
    public override string Method => "textDocument/didOpen";

    /// <inheritdoc />
    protected override void Handle(DidOpenTextDocumentParams parameters, RequestContext context)
    {
        var (uri, languageId, version, text) = parameters.TextDocument;
        var state = context.State;
        var file = DocumentPath.FromUri(uri);
        var path = file ?? DocumentPath.ForUntitled(uri, state.Folders.FirstOrDefault());
        var document = new OpenDocument(uri, path, languageId, version, TextChanges.ToSourceText(text));
        if (state.Documents.ContainsKey(uri))
        {
            LogOpenedTwice(uri);
        }

        follower.Closed(uri);
        context.Change(s => s with { Documents = s.Documents.SetItem(uri, document) });
        if (file is not null && document.IsCSharp && state.Folders.IsEmpty)
        {
            loader.LoadNearest(file, state.Trusted, state.Client.Window is { WorkDoneProgress: true });
        }

        if (document.IsCSharp)
        {
            warmer.Begin(uri, () => (unsaved.Snapshot(() => context.Latest, uri), 0));
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "{Uri} is opened a second time; the new text counts.")]
    private partial void LogOpenedTwice(string uri);
}
