using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.CodeAnalysis.Text;
using Microsoft.Extensions.Logging;
using SmolCode.CodeAnalysis;
using SmolCode.Completion;
using SmolCode.LanguageServer.Background;
using SmolCode.LanguageServer.Configuration;
using SmolCode.LanguageServer.Documents;
using SmolCode.LanguageServer.Protocol;
using SmolCode.LanguageServer.Requests;
using SmolCode.LanguageServer.Statistics;

namespace SmolCode.LanguageServer.Handlers;

/// <summary>Handles <c>textDocument/inlineCompletion</c>: translates; what is suggested is decided by <see cref="ICompletionService"/>.</summary>
internal sealed partial class InlineCompletionHandler(
    Lazy<ICompletionService> completion,
    CodeWorkspace workspace,
    UnsavedTexts unsaved,
    SuggestionLog log,
    RequestCounts counts,
    SuggestionFollower follower,
    LocalLog localLog,
    PromptWarmer warmer,
    AcceptedUsings usings,
    TimeProvider time,
    ILogger logger
)
    : RequestHandler<InlineCompletionParams, InlineCompletionList>(
        LspJsonContext.Default.InlineCompletionParams,
        LspJsonContext.Default.InlineCompletionList
    )
{
    /// <summary>How much longer a suggestion may take that was asked for by hand.</summary>
    private const int Patience = 4;

    private static readonly InlineCompletionList Nothing = new([]);

    private readonly Superseding running = new();
    private readonly TypedInto typedInto = new();
    private readonly TypingPace pace = new(time);

    /// <inheritdoc />
    public override string Method => "textDocument/inlineCompletion";

    /// <inheritdoc />
    public override bool ChangesState => false;

    /// <summary>What is asked of the completion service.</summary>
    internal static CompletionOptions Options(
        InlineCompletionContext? context,
        OpenDocument document,
        PositionEncoding encoding,
        Settings settings
    )
    {
        var byHand = context?.TriggerKind == InlineCompletionTriggerKind.Invoked;
        var selected = context?.SelectedCompletionInfo;
        return new CompletionOptions
        {
            Candidates = settings.Candidates,
            Deadline = TimeSpan.FromMilliseconds(settings.DeadlineMs * (byHand ? Patience : 1)),
            // Asked for by hand, there is a next one to look at.
            CheckAll = byHand,
            // While someone types, time counts.
            ReuseMoved = !byHand,
            Eagerness = byHand ? Eagerness.Eager : settings.Eagerness,
            RequiredPrefix = selected?.Text,
            ReplaceStart = selected is null ? null : document.Lines.ToOffset(selected.Range.Start, encoding),
        };
    }

    /// <summary>A suggestion goes on from the item that is selected in the editor's list: it starts where that does and has more.</summary>
    internal static bool Extends(string text, TextSpan range, CompletionOptions options) =>
        options.RequiredPrefix is not { } selected
        || (range.Start == options.ReplaceStart && text.Length > selected.Length && text.StartsWith(selected, StringComparison.Ordinal));

    /// <inheritdoc />
    protected override async Task<InlineCompletionList?> HandleAsync(
        InlineCompletionParams parameters,
        RequestContext context,
        CancellationToken cancellationToken
    )
    {
        var state = context.State;
        var uri = parameters.TextDocument.Uri;
        if (!state.Documents.TryGetValue(uri, out var document))
        {
            LogNotOpen(uri);
            return Nothing;
        }

        if (!state.Settings.Enabled || !document.IsCSharp)
        {
            return Nothing;
        }

        warmer.Stop();
        counts.Asked();
        var begun = time.GetTimestamp();
        var encoding = state.PositionEncoding;
        var position = document.Lines.ToOffset(parameters.Position, encoding);
        var options = Options(parameters.Context, document, encoding, state.Settings);
        var isTyping = !options.CheckAll;
        if (isTyping)
        {
            pace.Key();
        }

        if (isTyping && options.RequiredPrefix is null && typedInto.Rest(uri, document.Text, position) is [_, ..] rest)
        {
            counts.Continued();
            using var newest = running.Begin(uri, cancellationToken);
            return new InlineCompletionList([.. rest.Select(r => Rest(r.Text, r.Range, r.Suggestion, r.FirstId))]);
        }

        unsaved.Publish(state.Documents.Values, document);
        var snapshot = workspace.GetSnapshot(document.Path, document.Text, document.Version);
        using var work = running.Begin(uri, cancellationToken);
        long? computing = null;
        CompletionResult result;
        try
        {
            if (isTyping && pace.Wait is { Ticks: > 0 } wait)
            {
                await Task.Delay(wait, time, work.Token);
            }

            computing = time.GetTimestamp();
            result = await completion.Value.CompleteAsync(
                snapshot,
                position,
                options with
                {
                    ThresholdShift = localLog.Shift(options.Eagerness),
                    MayAddUsings = AcceptedUsings.AreAddedBy(state.Client),
                },
                work.Token
            );
        }
        catch (OperationCanceledException)
        {
            if (isTyping && computing is { } since)
            {
                pace.GivenUp(time.GetElapsedTime(since));
            }

            if (work.IsSuperseded && !cancellationToken.IsCancellationRequested)
            {
                return Nothing;
            }

            throw;
        }

        if (isTyping)
        {
            pace.Answered(time.GetElapsedTime(computing.Value));
        }

        counts.Computed(result.PromptTokens, result.ReusedTokens);
        if (result.Suggestions.IsEmpty)
        {
            LogNone(uri, document.Version, position, result.Reason, result.Message);
            return Nothing;
        }

        // The user typed on meanwhile: what still fits is shown from where they are now.
        var now = context.Latest.Documents.GetValueOrDefault(uri);
        if (now is null)
        {
            return Nothing;
        }

        var items = ImmutableArray.CreateBuilder<InlineCompletionItem>();
        var sent = ImmutableArray.CreateBuilder<(Suggestion, string?)>();
        foreach (var suggestion in result.Suggestions)
        {
            if (
                !Extends(suggestion.Text, suggestion.Range, options)
                || SuggestionRebase.Rebase(suggestion.Text, suggestion.Range, position, document.Text, now.Text) is not var (text, range)
            )
            {
                // It may fit again once the user has typed on.
                sent.Add((suggestion, null));
                continue;
            }

            var id = log.Offered(text.Length);
            usings.Offered(id, uri, suggestion.Usings);
            follower.Offered(
                id,
                now,
                new OfferedSuggestion
                {
                    Start = range.Start,
                    Text = text,
                    Standing = Math.Clamp(position - range.Start, 0, text.Length),
                    Kind = JsonNamingPolicy.KebabCaseLower.ConvertName((result.Hole?.Kind ?? HoleKind.Other).ToString()),
                    Source = JsonNamingPolicy.KebabCaseLower.ConvertName(suggestion.Source.ToString()),
                    ByHand = options.CheckAll,
                    Probability = suggestion.Probability,
                    AnswerMs = time.GetElapsedTime(begun).TotalMilliseconds,
                }
            );
            items.Add(Item(id, text, range, now, encoding));
            sent.Add((suggestion, id));
        }

        if (options.RequiredPrefix is null)
        {
            typedInto.Remember(uri, document.Text, position, sent.ToImmutable());
        }

        LogSuggested(uri, document.Version, position, items.Count, result.Timings);
        return new InlineCompletionList(items.ToImmutable());

        InlineCompletionItem Rest(string text, TextSpan range, Suggestion suggestion, string? firstId)
        {
            var id = log.Offered(text.Length, firstId);
            usings.Offered(id, uri, suggestion.Usings);
            if (firstId is not null)
            {
                follower.Continued(id, firstId);
            }

            return Item(id, text, range, document, encoding);
        }
    }

    private static InlineCompletionItem Item(string id, string text, TextSpan range, OpenDocument document, PositionEncoding encoding)
    {
        var argument = JsonSerializer.SerializeToElement(id, LspJsonContext.Default.String);
        var accepted = new Command("Suggestion accepted", ExecuteCommandHandler.SuggestionAccepted, [argument]);
        return new InlineCompletionItem(text, document.ToRange(range, encoding), accepted);
    }

    [LoggerMessage(1, LogLevel.Debug, "No completion in {Uri}: it is not open.")]
    private partial void LogNotOpen(string uri);

    [LoggerMessage(2, LogLevel.Debug, "Nothing to suggest in {Uri}, version {Version}, offset {Position}: {Reason}. {Detail}")]
    private partial void LogNone(string uri, int version, int position, NoSuggestionReason? reason, string? detail);

    [LoggerMessage(3, LogLevel.Debug, "{Uri}, version {Version}, offset {Position}: {Count} suggestions. {Timings}")]
    private partial void LogSuggested(string uri, int version, int position, int count, CompletionTimings timings);
}
