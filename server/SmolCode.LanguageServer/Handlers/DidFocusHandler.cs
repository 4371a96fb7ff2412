using SmolCode.CodeAnalysis;
using SmolCode.LanguageServer.Background;
using SmolCode.LanguageServer.Documents;
using SmolCode.LanguageServer.Protocol;
using SmolCode.LanguageServer.Requests;

namespace SmolCode.LanguageServer.Handlers;

/// <summary>Handles <c>smolcode/didFocus</c>: the prompt of the place that the user looks at is prepared, and an explanation there.</summary>
internal sealed class DidFocusHandler(
    CodeWorkspace workspace,
    UnsavedTexts unsaved,
    PromptWarmer warmer,
    ExplanationWarmer explanationWarmer
) : NotificationHandler<DidFocusParams>(LspJsonContext.Default.DidFocusParams)
{
    /// <inheritdoc />
    public override string Method => "smolcode/didFocus";

    /// <inheritdoc />
    public override bool ChangesState => false;

    /// <inheritdoc />
    protected override void Handle(DidFocusParams parameters, RequestContext context)
    {
        var state = context.State;
        if (!state.Documents.TryGetValue(parameters.TextDocument.Uri, out var document) || !document.IsCSharp)
        {
            warmer.Stop();
            return;
        }

        var position = document.Lines.ToOffset(parameters.Position, state.PositionEncoding);
        explanationWarmer.Begin(document.Uri, () => (unsaved.Snapshot(() => context.Latest, document.Uri), position));
        if (!state.Settings.Enabled)
        {
            warmer.Stop();
            return;
        }

        warmer.Begin(
            () =>
            {
                // Meanwhile the user may have typed.
                var latest = context.Latest;
                if (!latest.Documents.TryGetValue(document.Uri, out var now) || now != document)
                {
                    throw new OperationCanceledException();
                }

                unsaved.Publish(() => context.Latest, document);
                return workspace.GetSnapshot(document.Path, document.Text, document.Version);
            },
            position,
            InlineCompletionHandler.Options(null, document, state.PositionEncoding, state.Settings) with
            {
                RecentEdits = state.RecentEdits.Places,
            }
        );
    }
}
