using System.Globalization;
using System.Text.Json;
using Microsoft.CodeAnalysis.Text;
using SmolCode.CodeAnalysis;
using SmolCode.Explanation;
using SmolCode.LanguageServer.Background;
using SmolCode.LanguageServer.Client;
using SmolCode.LanguageServer.Documents;
using SmolCode.LanguageServer.Protocol;
using SmolCode.LanguageServer.Requests;

namespace SmolCode.LanguageServer.Handlers;

/// <summary>Handles <c>smolcode/explain</c>: translates; what is said is decided by <see cref="IExplanationService"/>.</summary>
internal sealed class ExplainHandler(
    Lazy<IExplanationService> explanation,
    CodeWorkspace workspace,
    UnsavedTexts unsaved,
    ExplanationWarmer warmer,
    ILanguageClient client
) : RequestHandler<ExplainParams, ExplainResult>(LspJsonContext.Default.ExplainParams, LspJsonContext.Default.ExplainResult)
{
    private readonly Superseding running = new();

    /// <inheritdoc />
    public override string Method => "smolcode/explain";

    /// <inheritdoc />
    public override bool ChangesState => false;

    /// <inheritdoc />
    protected override async Task<ExplainResult?> HandleAsync(
        ExplainParams parameters,
        RequestContext context,
        CancellationToken cancellationToken
    )
    {
        var state = context.State;
        var uri = parameters.TextDocument.Uri;
        if (!state.Documents.TryGetValue(uri, out var document))
        {
            throw new LspException(LspErrorCodes.InvalidParams, $"{uri} is not open. Open it, then ask again.");
        }

        if (!document.IsCSharp)
        {
            throw new LspException(LspErrorCodes.InvalidParams, $"{uri} is no C# file; only C# is explained.");
        }

        // A client whose text has more lines than the one here would be told of code that its user does not look at.
        if (Math.Min(parameters.Range.Start.Line, parameters.Range.End.Line) is var line && line >= document.Lines.Count)
        {
            throw new LspException(
                LspErrorCodes.InvalidParams,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Line {line + 1} is past the end of {uri}, which has {document.Lines.Count} lines here. Put the cursor on code, then ask again; where the line is there, close the file and open it again."
                )
            );
        }

        var encoding = state.PositionEncoding;
        var start = document.Lines.ToOffset(parameters.Range.Start, encoding);
        var end = document.Lines.ToOffset(parameters.Range.End, encoding);
        unsaved.Publish(() => context.Latest, document);
        var snapshot = workspace.GetSnapshot(document.Path, document.Text, document.Version);
        warmer.Postpone();
        using var work = running.Begin(uri, context.Order, cancellationToken);
        try
        {
            var result = await explanation.Value.ExplainAsync(
                snapshot,
                TextSpan.FromBounds(Math.Min(start, end), Math.Max(start, end)),
                new ExplanationOptions { UseModel = state.Settings.Enabled, Link = Links(document, encoding) },
                Parts(parameters.PartialResultToken),
                work.Token
            );
            return new ExplainResult(
                result.Markdown,
                [
                    .. result.Sentences.Select(s => new ExplainedSentence(
                        s.Text,
                        s.Origin == SentenceOrigin.Model ? "model" : "fact",
                        [.. s.Spans.Select(r => document.ToRange(r, encoding))]
                    )),
                ],
                result.Dropped.Length
            );
        }
        catch (OperationCanceledException) when (work.IsSuperseded && !cancellationToken.IsCancellationRequested)
        {
            throw new LspException(LspErrorCodes.RequestCancelled, "A newer explanation in this document took the place of this one.");
        }
    }

    /// <summary>Links to lines of the document, as VS Code writes them: <c>[line 12](file:///a.cs#L12,5-L14,2)</c>, counted from 1. None where it has no file.</summary>
    private static Func<TextSpan, string>? Links(OpenDocument document, PositionEncoding encoding)
    {
        if (!document.Uri.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        // A parenthesis would end the link.
        var uri = document
            .Uri.Replace("(", "%28", StringComparison.Ordinal)
            .Replace(")", "%29", StringComparison.Ordinal)
            .Replace(" ", "%20", StringComparison.Ordinal);
        return span =>
        {
            var (start, end) = document.ToRange(span, encoding);
            return string.Create(
                CultureInfo.InvariantCulture,
                $"[line {start.Line + 1}]({uri}#L{start.Line + 1},{start.Character + 1}-L{end.Line + 1},{end.Character + 1})"
            );
        };
    }

    private Action<string>? Parts(JsonElement? token) =>
        token is { ValueKind: JsonValueKind.String or JsonValueKind.Number } given
            ? markdown =>
                client.Notify(
                    LspMethods.Progress,
                    new ExplainProgressParams(given, new ExplainPart(markdown)),
                    LspJsonContext.Default.ExplainProgressParams
                )
            : null;
}
