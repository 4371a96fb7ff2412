using Newtonsoft.Json.Linq;
using SmolCode.VisualStudio.Documents;
using SmolCode.VisualStudio.Output;
using SmolCode.VisualStudio.Pause;
using SmolCode.VisualStudio.Protocol;
using SmolCode.VisualStudio.Server;

namespace SmolCode.VisualStudio.Suggestions;

/// <summary>
/// Gets suggestions and follows what becomes of them. Puts pauses in front of the server; decides nothing about content.
/// </summary>
public sealed class SuggestionService : ISuggestionReport
{
    /// <summary>Offers that may still be shown: the editor keeps more than one in flight.</summary>
    private const int RememberedOffers = 16;

    private readonly ServerController server;
    private readonly DocumentSync documents;
    private readonly PauseState pause;
    private readonly IClientLog log;
    private readonly SuggestionTracker tracker;
    private readonly CursorMoves moves = new();
    private readonly Queue<SuggestionOffer> offers = new();

    /// <summary>Suggestions of a server.</summary>
    public SuggestionService(ServerController server, DocumentSync documents, PauseState pause, IClientLog log)
    {
        this.server = server;
        this.documents = documents;
        this.pause = pause;
        this.log = log;
        tracker = new SuggestionTracker(this);
    }

    /// <summary>The ids of the suggestions that are shown now, best first.</summary>
    public IReadOnlyList<string> ShownIds => tracker.ShownIds;

    /// <summary>
    /// Asks for suggestions. Null when there are none: no server, a pause (unless asked for by hand), nothing sure enough, or a document
    /// that changed meanwhile, for which an answer is stale.
    /// </summary>
    public async Task<SuggestionOffer?> RequestAsync(SuggestionRequest request, CancellationToken cancellationToken)
    {
        var version = documents.VersionOf(request.Uri);
        if (version is null || server.Connection is not { } connection || (!request.ByHand && pause.ScopeFor(request.Uri) is not null))
        {
            return null;
        }

        if (request.Version is { } asked && asked != version)
        {
            // The text changed between the cursor's being read and now.
            return null;
        }

        var lines = request.Lines;
        var context = new JObject { ["triggerKind"] = request.ByHand ? 1 : 2 };
        if (request.Selected is { } selected)
        {
            context["selectedCompletionInfo"] = new JObject
            {
                ["range"] = Range(lines, selected.Start, selected.End),
                ["text"] = selected.Text,
            };
        }

        var parameters = new JObject
        {
            ["textDocument"] = new JObject { ["uri"] = request.Uri },
            ["position"] = JObject.FromObject(lines.PositionAt(request.Cursor)),
            ["context"] = context,
        };
        JToken answer;
        try
        {
            answer = await connection.RequestAsync(LspMethods.InlineCompletion, parameters, cancellationToken).ConfigureAwait(false);
        }
        catch (ServerErrorException e)
        {
            // The editor has nothing to do with it.
            log.Write(LogLevel.Warning, $"{LspMethods.InlineCompletion}: {e.Message}");
            return null;
        }

        if (documents.VersionOf(request.Uri) != version)
        {
            return null;
        }

        var items =
            answer is JArray list ? list
            : answer is JObject ? answer["items"] as JArray
            : null;
        var suggestions = (items ?? []).Select(i => Read(i, lines, request.Cursor)).OfType<OfferedSuggestion>().ToList();
        if (suggestions.Count == 0)
        {
            return null;
        }

        var textStart = suggestions.Min(s => Math.Min(s.Start, request.Cursor));
        var offer = new SuggestionOffer(
            request.Uri,
            version.Value,
            request.Cursor,
            lines.GetText(textStart, request.Cursor - textStart),
            textStart,
            suggestions
        );
        lock (offers)
        {
            offers.Enqueue(offer);
            if (offers.Count > RememberedOffers)
            {
                offers.Dequeue();
            }
        }

        return offer;
    }

    /// <summary>The editor shows a suggestion.</summary>
    public void Displayed(string id)
    {
        SuggestionOffer? offer;
        lock (offers)
        {
            offer = offers.LastOrDefault(o => o.Suggestions.Any(s => s.Id == id));
        }

        if (offer is not null)
        {
            tracker.Displayed(offer, id);
        }
    }

    /// <summary>All of a suggestion was taken: the server adds what the text lacks, a using directive, say.</summary>
    public void Accepted(string id)
    {
        tracker.Accepted(id);
        if (server.Connection is { } connection)
        {
            _ = RunAcceptedAsync(connection, id);
        }
    }

    /// <summary>What was shown is not any more.</summary>
    public void Dismissed() => tracker.Gone();

    /// <summary>A document changed; the server is told, and so is whoever follows suggestions.</summary>
    public void Changed(string uri, IReadOnlyList<TextChange> changes, Func<string> text)
    {
        documents.Change(uri, changes, text);
        tracker.Changed(uri, changes);
    }

    /// <summary>The cursor is at a place; where it was moved to without typing the server looks ahead.</summary>
    public void CursorAt(string uri, int cursor, LinePosition position)
    {
        tracker.Moved(uri, cursor);
        if (documents.VersionOf(uri) is { } version && moves.IsMove(uri, version))
        {
            TellFocus(uri, position);
        }
    }

    /// <summary>A document was brought to the front.</summary>
    public void Focused(string uri, LinePosition position)
    {
        if (documents.VersionOf(uri) is { } version)
        {
            moves.Shown(uri, version);
            TellFocus(uri, position);
        }
    }

    /// <summary>A document was left or closed.</summary>
    public void Left(string uri)
    {
        tracker.Gone();
        moves.Closed(uri);
    }

    /// <inheritdoc />
    public void DidShow(string id) => server.Notify(LspMethods.DidShow, new JObject { ["id"] = id });

    /// <inheritdoc />
    public void DidAccept(string id, int acceptedLength) =>
        server.Notify(LspMethods.DidAccept, new JObject { ["id"] = id, ["acceptedLength"] = acceptedLength });

    /// <inheritdoc />
    public void DidReject(string id) => server.Notify(LspMethods.DidReject, new JObject { ["id"] = id });

    private static JObject Range(ITextLines lines, int start, int end) =>
        JObject.FromObject(new LineRange(lines.PositionAt(start), lines.PositionAt(end)));

    private static OfferedSuggestion? Read(JToken item, ITextLines lines, int cursor)
    {
        // The server's id of a suggestion: the first argument of its command.
        if ((item["command"]?["arguments"] as JArray)?.FirstOrDefault() is not { Type: JTokenType.String } id)
        {
            return null;
        }

        if (item["insertText"] is not { Type: JTokenType.String } text)
        {
            return null;
        }

        var range = item["range"] is JObject json ? json.ToObject<LineRange>() : null;
        return new OfferedSuggestion(
            (string)id!,
            (string)text!,
            range is null ? cursor : lines.OffsetAt(range.Start),
            range is null ? cursor : lines.OffsetAt(range.End)
        );
    }

    private void TellFocus(string uri, LinePosition position)
    {
        if (pause.ScopeFor(uri) is null)
        {
            server.Notify(
                LspMethods.DidFocus,
                new JObject
                {
                    ["textDocument"] = new JObject { ["uri"] = uri },
                    ["position"] = JObject.FromObject(position),
                }
            );
        }
    }

    private async Task RunAcceptedAsync(LspConnection connection, string id)
    {
        try
        {
            await connection
                .RequestAsync(
                    LspMethods.ExecuteCommand,
                    new JObject { ["command"] = LspMethods.SuggestionAccepted, ["arguments"] = new JArray(id) },
                    CancellationToken.None
                )
                .ConfigureAwait(false);
        }
        catch (ServerErrorException e)
        {
            log.Write(LogLevel.Warning, $"{LspMethods.SuggestionAccepted}: {e.Message}");
        }
    }
}
