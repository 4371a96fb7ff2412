using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.CodeAnalysis.Text;
using Microsoft.Extensions.Logging;
using SmolCode.CodeAnalysis;
using SmolCode.Completion;
using SmolCode.Inference.Remote;
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
    ExplanationWarmer explanationWarmer,
    TypedInto typedInto,
    NextAnswer next,
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
    private const int Patience = 8;

    private static readonly InlineCompletionList Nothing = new([]);

    private readonly Superseding running = new();
    private readonly TypingPace pace = new(time);
    private Settings? settings;

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

        if (Interlocked.Exchange(ref settings, state.Settings) is { } before && before != state.Settings)
        {
            typedInto.Forget();
            next.Stop();
        }

        warmer.Stop();
        explanationWarmer.Postpone();
        counts.Asked();
        // What was typed elsewhere counts here: answers that it makes untrue are forgotten.
        unsaved.Publish(() => context.Latest, document);
        var options = Options(parameters.Context, document, state.PositionEncoding, state.Settings) with
        {
            MayAddUsings = AcceptedUsings.AreAddedBy(state.Client),
            RecentEdits = state.RecentEdits.Places,
        };
        var asked = new Asked(
            document,
            document.Lines.ToOffset(parameters.Position, state.PositionEncoding),
            options with
            {
                ThresholdShift = localLog.Shift(options.Eagerness),
            },
            state.PositionEncoding,
            state.Settings.TeamServer == TeamServerChoice.None,
            typedInto.Generation,
            time.GetTimestamp()
        );
        if (asked.IsTyping)
        {
            pace.Key();
        }

        using var work = running.Begin(uri, context.Order, cancellationToken);
        if (TypedInto(asked) is { } rest)
        {
            return rest;
        }

        CompletionResult result;
        try
        {
            result = await PreparedAsync(asked, work.Token) ?? await ComputeAsync(asked, work.Token);
        }
        catch (OperationCanceledException) when (work.IsSuperseded && !cancellationToken.IsCancellationRequested)
        {
            return Nothing;
        }

        return Send(asked, result, context.Latest.Documents.GetValueOrDefault(uri));
    }

    /// <summary>The rest of what was answered last, where the user types it; null: ask anew.</summary>
    private InlineCompletionList? TypedInto(Asked asked)
    {
        if (!asked.IsTyping)
        {
            return null;
        }

        var document = asked.Document;
        var left = typedInto.Rest(document.Uri, document.Text, asked.Position, asked.Options);
        if (left.IsEmpty)
        {
            return null;
        }

        counts.Continued();
        return new InlineCompletionList([.. left.Select(ToItem)]);

        InlineCompletionItem ToItem(TypedIntoSuggestion rest)
        {
            string id;
            if (rest.FirstId is { } first)
            {
                id = log.Offered(rest.Text.Length, first);
                usings.Offered(id, document.Uri, rest.Whole.Usings);
                follower.Continued(id, first);
            }
            else
            {
                id = Offer(asked, rest.Whole, rest.Probability, rest.Text, rest.Range, document, rest.Kind);
                rest.Ids[rest.Whole] = id;
            }

            if (ReferenceEquals(rest, left[0]))
            {
                PrepareAfter(asked, rest.HadFullPrompt, id, rest.Whole, rest.Text, rest.Range, document);
            }

            return Item(id, rest.Text, rest.Range, document, asked.Encoding);
        }
    }

    /// <summary>What was computed for this place while the suggestion before it was shown; null: nothing was.</summary>
    private async Task<CompletionResult?> PreparedAsync(Asked asked, CancellationToken cancellationToken)
    {
        if (!asked.IsTyping || next.Take(asked.Document.Uri, asked.Document.Text, asked.Position) is not { } preparing)
        {
            return null;
        }

        try
        {
            // It has more time than a key: what isn't there soon is computed in what is left of the deadline.
            var patience = asked.Options.Deadline / 2 ?? Timeout.InfiniteTimeSpan;
            if (
                await preparing.WaitAsync(patience, time, cancellationToken) is not { } result
                || (asked.Options.RequiredPrefix is not null && !result.Suggestions.Any(s => asked.Extend(s) is not null))
            )
            {
                return null;
            }

            next.Stop();
            counts.WasPrepared();
            return result;
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private async Task<CompletionResult> ComputeAsync(Asked asked, CancellationToken cancellationToken)
    {
        next.Stop();
        var (document, options) = (asked.Document, asked.Options);
        var snapshot = workspace.GetSnapshot(document.Path, document.Text, document.Version);
        if (asked.IsTyping && pace.Wait is { Ticks: > 0 } wait)
        {
            await Task.Delay(wait, time, cancellationToken);
        }

        var computing = time.GetTimestamp();
        try
        {
            options = options with { Spent = time.GetElapsedTime(asked.At) };
            var result = await completion.Value.CompleteAsync(snapshot, asked.Position, options, cancellationToken);
            if (asked.IsTyping)
            {
                pace.Answered(time.GetElapsedTime(computing));
            }

            counts.Computed(result.PromptTokens, result.ReusedTokens);
            return result;
        }
        catch (OperationCanceledException) when (asked.IsTyping)
        {
            pace.GivenUp(time.GetElapsedTime(computing));
            throw;
        }
    }

    /// <summary>What of a result the editor gets, and what is remembered of it.</summary>
    /// <param name="asked">The request.</param>
    /// <param name="result">The result.</param>
    /// <param name="now">The document as it is now; null: it was closed.</param>
    private InlineCompletionList Send(Asked asked, CompletionResult result, OpenDocument? now)
    {
        var (document, position) = (asked.Document, asked.Position);
        var items = ImmutableArray.CreateBuilder<InlineCompletionItem>();
        var sent = new List<(Suggestion, string)>();
        foreach (var suggestion in now is null ? [] : result.Suggestions)
        {
            // The user typed on meanwhile: what still fits is shown from where they are now; the rest may fit again later.
            if (
                asked.Extend(suggestion) is not var (whole, replaced)
                || SuggestionRebase.Rebase(whole, replaced, position, document.Text, now!.Text) is not var (text, range)
            )
            {
                continue;
            }

            var id = Offer(asked, suggestion, suggestion.Probability, text, range, now, result.Hole?.Kind ?? HoleKind.Other);
            if (items.Count == 0)
            {
                PrepareAfter(asked, result.HadFullPrompt, id, suggestion, text, range, now);
            }

            items.Add(Item(id, text, range, now, asked.Encoding));
            sent.Add((suggestion, id));
        }

        typedInto.Remember(asked.Generation, document, position, asked.Options.RequiredPrefix, result, !asked.IsTyping, sent);

        if (result.Suggestions.IsEmpty)
        {
            LogNone(document.Uri, document.Version, position, result.Reason, result.Message);
        }
        else
        {
            LogSuggested(document.Uri, document.Version, position, items.Count, result.Timings);
        }

        return new InlineCompletionList(items.ToImmutable());
    }

    /// <summary>Once a suggestion is shown, the answer for when it is taken may be computed.</summary>
    private void PrepareAfter(
        Asked asked,
        bool hadFullPrompt,
        string id,
        Suggestion suggestion,
        string text,
        TextSpan range,
        OpenDocument document
    )
    {
        // The first prompt of a document is followed by the full one, and with directives the text will be another.
        if (!asked.IsTyping || !asked.IsLocal || !hadFullPrompt || !suggestion.Usings.IsEmpty)
        {
            return;
        }

        var after = document.Text.WithChanges(new TextChange(range, text));
        next.Offered(
            id,
            new NextAnswer.Place(
                document,
                after,
                range.Start + text.Length,
                () => workspace.GetSnapshot(document.Path, after, document.Version),
                asked.Options with
                {
                    Deadline = asked.Options.Deadline * Patience,
                    RequiredPrefix = null,
                    ReplaceStart = null,
                }
            )
        );
    }

    private string Offer(
        Asked asked,
        Suggestion suggestion,
        double probability,
        string text,
        TextSpan range,
        OpenDocument document,
        HoleKind kind
    )
    {
        var id = log.Offered(text.Length);
        usings.Offered(id, document.Uri, suggestion.Usings);
        follower.Offered(
            id,
            document,
            new OfferedSuggestion
            {
                Start = range.Start,
                Text = text,
                Standing = Math.Clamp(asked.Position - range.Start, 0, text.Length),
                Kind = JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString()),
                Source = JsonNamingPolicy.KebabCaseLower.ConvertName(suggestion.Source.ToString()),
                ByHand = !asked.IsTyping,
                Probability = probability,
                AnswerMs = time.GetElapsedTime(asked.At).TotalMilliseconds,
            }
        );
        return id;
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

    /// <summary>One request.</summary>
    /// <param name="Document">The document as it was when it was asked for.</param>
    /// <param name="Position">The cursor in it, in UTF-16 units.</param>
    /// <param name="Options">What is asked for.</param>
    /// <param name="Encoding">How the client counts.</param>
    /// <param name="IsLocal">The model runs on this machine: a team's server is not asked for what nobody may want.</param>
    /// <param name="Generation">What was known of other sources (<see cref="Documents.TypedInto.Generation"/>).</param>
    /// <param name="At">When it came.</param>
    private sealed record Asked(
        OpenDocument Document,
        int Position,
        CompletionOptions Options,
        PositionEncoding Encoding,
        bool IsLocal,
        int Generation,
        long At
    )
    {
        /// <summary>It came by itself, not by hand.</summary>
        public bool IsTyping => !Options.CheckAll;

        /// <summary>A suggestion as it goes on from what is selected in the editor's list; null: it does not.</summary>
        public (string Text, TextSpan Range)? Extend(Suggestion suggestion) =>
            SelectedItem.Extend(suggestion.Text, suggestion.Range, Options, Document.Text);
    }
}
