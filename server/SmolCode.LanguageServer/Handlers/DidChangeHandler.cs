using Microsoft.CodeAnalysis.Text;
using Microsoft.Extensions.Logging;
using SmolCode.LanguageServer.Background;
using SmolCode.LanguageServer.Documents;
using SmolCode.LanguageServer.Protocol;
using SmolCode.LanguageServer.Requests;
using SmolCode.LanguageServer.Statistics;

namespace SmolCode.LanguageServer.Handlers;

/// <summary>Handles <c>textDocument/didChange</c>.</summary>
internal sealed partial class DidChangeHandler(SuggestionFollower follower, ExplanationWarmer warmer, Action? typed, ILogger logger)
    : NotificationHandler<DidChangeTextDocumentParams>(LspJsonContext.Default.DidChangeTextDocumentParams)
{
    /// <inheritdoc />
    public override string Method => "textDocument/didChange";

    /// <inheritdoc />
    protected override void Handle(DidChangeTextDocumentParams parameters, RequestContext context)
    {
        var (uri, version) = parameters.TextDocument;
        if (!context.State.Documents.TryGetValue(uri, out var document))
        {
            LogNotOpen(uri);
            return;
        }

        if (version <= document.Version)
        {
            LogVersion(uri, version, document.Version);
        }

        List<TextChangeRange> edits = [];
        var text = TextChanges.Apply(document, parameters.ContentChanges, context.State.PositionEncoding, out var clamped, edits);
        if (clamped > 0)
        {
            LogClamped(uri, version, clamped);
        }

        follower.Edited(uri, edits, text);
        context.Change(s =>
            s with
            {
                Documents = s.Documents.SetItem(uri, document.With(version, text)),
                RecentEdits = document.IsCSharp ? s.RecentEdits.With(document.Path, document.Text, text, edits) : s.RecentEdits,
            }
        );
        warmer.Changed(uri);
        typed?.Invoke();
    }

    [LoggerMessage(1, LogLevel.Warning, "A change of {Uri} is ignored: it is not open.")]
    private partial void LogNotOpen(string uri);

    [LoggerMessage(2, LogLevel.Warning, "{Uri} changes to version {Version}, but is at {Current} already. The change is applied.")]
    private partial void LogVersion(string uri, int version, int current);

    [LoggerMessage(
        3,
        LogLevel.Warning,
        "{Uri}, version {Version}: {Count} changes reach outside the text; they were applied up to its edge."
    )]
    private partial void LogClamped(string uri, int version, int count);
}
