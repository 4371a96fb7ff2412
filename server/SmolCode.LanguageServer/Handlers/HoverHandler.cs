using Microsoft.CodeAnalysis.Text;
using SmolCode.CodeAnalysis;
using SmolCode.CodeAnalysis.Explaining;
using SmolCode.Explanation;
using SmolCode.LanguageServer.Documents;
using SmolCode.LanguageServer.Protocol;
using SmolCode.LanguageServer.Requests;

namespace SmolCode.LanguageServer.Handlers;

/// <summary>
/// Handles <c>textDocument/hover</c>, for clients that ask for it when they start: over the name of a declaration, what it is and what to
/// watch. The facts alone, since a pointer does not wait for callers or a model.
/// </summary>
internal sealed class HoverHandler(Lazy<IExplanationService> explanation, CodeWorkspace workspace, UnsavedTexts unsaved)
    : RequestHandler<HoverParams, HoverResult>(LspJsonContext.Default.HoverParams, LspJsonContext.Default.HoverResult)
{
    private static readonly ExplanationOptions FactsAlone = new() { UseModel = false, CallerLimit = TimeSpan.Zero };

    private readonly Superseding running = new();

    /// <inheritdoc />
    public override string Method => "textDocument/hover";

    /// <inheritdoc />
    public override bool ChangesState => false;

    /// <inheritdoc />
    protected override async Task<HoverResult?> HandleAsync(
        HoverParams parameters,
        RequestContext context,
        CancellationToken cancellationToken
    )
    {
        var state = context.State;
        var uri = parameters.TextDocument.Uri;
        if (!state.HoverAsked || !state.Documents.TryGetValue(uri, out var document) || !document.IsCSharp)
        {
            return null;
        }

        var position = document.Lines.ToOffset(parameters.Position, state.PositionEncoding);
        unsaved.Publish(() => context.Latest, document);
        var snapshot = workspace.GetSnapshot(document.Path, document.Text, document.Version);
        using var work = running.Begin(uri, context.Order, cancellationToken);
        try
        {
            if (await CodeFactFinder.NameAtAsync(snapshot, position, work.Token) is not { } name)
            {
                return null;
            }

            var result = await explanation.Value.ExplainAsync(snapshot, new TextSpan(name.Start, 0), FactsAlone, parts: null, work.Token);
            return new HoverResult(new MarkupContent("markdown", Text(result)), document.ToRange(name, state.PositionEncoding));
        }
        catch (OperationCanceledException) when (work.IsSuperseded && !cancellationToken.IsCancellationRequested)
        {
            // The pointer is elsewhere by now.
            return null;
        }
    }

    private static string Text(CodeExplanation explanation)
    {
        var summary = string.Join(' ', explanation.Sentences.Where(s => s.Section == ExplanationSection.Summary).Select(s => s.Text));
        var watch = explanation.Sentences.Where(s => s.Section == ExplanationSection.Watch).Select(s => $"\n- {s.Text}").ToList();
        return watch.Count == 0 ? summary : $"{summary}\n{string.Concat(watch)}";
    }
}
