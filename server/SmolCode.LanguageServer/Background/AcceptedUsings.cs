using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using SmolCode.CodeAnalysis;
using SmolCode.LanguageServer.Client;
using SmolCode.LanguageServer.Documents;
using SmolCode.LanguageServer.Protocol;
using SmolCode.LanguageServer.Requests;

namespace SmolCode.LanguageServer.Background;

/// <summary>
/// Adds the <c>using</c> directives that a suggestion lacks, once it was taken: an inline completion has no second edit in the protocol, so
/// the client is asked to apply one. The place is that of the document as it is then.
/// </summary>
internal sealed partial class AcceptedUsings(CodeWorkspace workspace, ILanguageClient client, ILogger logger)
{
    /// <summary>Suggestions that are remembered; older ones are of no interest to any editor.</summary>
    private const int Remembered = 512;

    private readonly ConcurrentDictionary<string, (string Uri, ImmutableArray<MissingUsing> Usings)> offered = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> order = [];

    /// <summary>Whether the client adds directives when it is asked to.</summary>
    public static bool AreAddedBy(ClientCapabilities client) => client.Workspace is { ApplyEdit: true };

    /// <summary>A suggestion was sent.</summary>
    public void Offered(string id, string uri, ImmutableArray<MissingUsing> usings)
    {
        if (usings.IsEmpty)
        {
            return;
        }

        offered[id] = (uri, usings);
        order.Enqueue(id);
        if (order.Count > Remembered && order.TryDequeue(out var oldest))
        {
            offered.TryRemove(oldest, out _);
        }
    }

    /// <summary>All of a suggestion was inserted. Asks the client for what it lacks, once; what the client refuses is not asked again.</summary>
    public async Task AddAsync(string id, RequestContext context, CancellationToken cancellationToken)
    {
        if (
            !offered.TryRemove(id, out var suggestion)
            || !context.Latest.Documents.TryGetValue(suggestion.Uri, out var document)
            || await UsingDirectives.AddAsync(
                workspace.GetSnapshot(document.Path, document.Text, document.Version),
                suggestion.Usings,
                cancellationToken
            )
                is not { } change
        )
        {
            return;
        }

        var state = context.State;
        var edit = new TextEdit(document.ToRange(change.Span, state.PositionEncoding), change.NewText ?? "");
        var answer = await client.RequestAsync(
            LspMethods.ApplyEdit,
            new ApplyWorkspaceEditParams(
                string.Join(" ", suggestion.Usings.Select(u => $"using {u.Namespace};")),
                Edit(document, edit, state.Client)
            ),
            LspJsonContext.Default.ApplyWorkspaceEditParams,
            cancellationToken
        );
        if (!IsApplied(answer, out var reason))
        {
            LogRefused(document.Uri, reason ?? "no reason was given");
        }
    }

    private static WorkspaceEdit Edit(OpenDocument document, TextEdit edit, ClientCapabilities client)
    {
        if (client.Workspace?.WorkspaceEdit is not { DocumentChanges: true })
        {
            return new WorkspaceEdit(Changes: new Dictionary<string, ImmutableArray<TextEdit>> { [document.Uri] = [edit] });
        }

        var change = new VersionedTextDocumentEdit(new VersionedTextDocumentIdentifier(document.Uri, document.Version), [edit]);
        return new WorkspaceEdit([JsonSerializer.SerializeToElement(change, LspJsonContext.Default.VersionedTextDocumentEdit)]);
    }

    private static bool IsApplied(JsonElement? answer, out string? reason)
    {
        reason = null;
        try
        {
            var result = answer?.Deserialize(LspJsonContext.Default.ApplyWorkspaceEditResult);
            reason = result?.FailureReason;
            return result is { Applied: true };
        }
        catch (JsonException e)
        {
            reason = e.Message;
            return false;
        }
    }

    [LoggerMessage(1, LogLevel.Information, "The client did not add the using directives of a suggestion to {Uri}: {Reason}.")]
    private partial void LogRefused(string uri, string reason);
}
