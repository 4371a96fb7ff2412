using Microsoft.CodeAnalysis.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SmolCode.CodeAnalysis;
using SmolCode.Completion.Prompts;
using SmolCode.Inference;

namespace SmolCode.Completion;

/// <summary>
/// The line from a cursor to a suggestion: the hole, the prompt, the model's hypotheses, the compiler's verdict, the order. The checker
/// prepares itself while the model decodes.
/// </summary>
public sealed partial class CompletionService : ICompletionService
{
    /// <summary>Declarations that are looked up for a prompt.</summary>
    private const int MaxFacts = 4;

    /// <summary>Places like the hole whose text is a candidate.</summary>
    private const int MaxAnalogous = 3;

    /// <summary>Continuations that the n-grams propose where the policy wants them.</summary>
    private const int NgramProposals = 2;

    /// <summary>Share of the n-grams, as a factor on the measured one (<see cref="NgramRules.Weight"/>).</summary>
    private const double NgramWeight = 1;

    /// <summary>While someone types, a hypothesis that is so much less likely than another is given up: one in twenty.</summary>
    private const double GiveUpBelow = 3;

    private const int MaxFileLength = 2_000_000;

    /// <summary>Part of a deadline that is kept for checking.</summary>
    private static readonly TimeSpan CheckReserve = TimeSpan.FromMilliseconds(40);

    /// <summary>How long a request with a deadline waits for a model that starts; the deadline counts from then on.</summary>
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(10);

    /// <summary>How long a model's measured speed is taken as it was.</summary>
    private static readonly TimeSpan InfoLifetime = TimeSpan.FromSeconds(20);

    private readonly ILanguageModel model;
    private readonly CodeWorkspace workspace;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly WarmDocuments warm = new();
    private KnownInfo? knownInfo;
    private Action? stopWarming;

    /// <summary>Creates the service over a model and a workspace.</summary>
    public CompletionService(ILanguageModel model, CodeWorkspace workspace, ILoggerFactory? loggerFactory = null, TimeProvider? time = null)
    {
        this.model = model;
        this.workspace = workspace;
        this.time = time ?? TimeProvider.System;
        logger = (loggerFactory ?? NullLoggerFactory.Instance).CreateLogger<CompletionService>();
    }

    /// <inheritdoc />
    public async Task<CompletionResult> CompleteAsync(
        DocumentSnapshot snapshot,
        int position,
        CompletionOptions options,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)position, (uint)snapshot.Text.Length, nameof(position));

        if (options.RequiredPrefix is not { } required)
        {
            return await CompleteAtAsync(snapshot, position, options, cancellationToken);
        }

        // An item is selected in the editor's list: complete the document as it will be once the item is accepted, then take the item's
        // text into the suggestion.
        var start = Math.Clamp(options.ReplaceStart ?? position, 0, position);
        var changed = snapshot.Text.WithChanges(new TextChange(TextSpan.FromBounds(start, position), required));
        var selected = workspace.GetSnapshot(snapshot.Path, changed, snapshot.Version);
        var result = await CompleteAtAsync(selected, start + required.Length, options, cancellationToken);
        var moved = position - (start + required.Length);
        var extended = new Dictionary<Suggestion, Suggestion>(ReferenceEqualityComparer.Instance);
        return result with
        {
            Suggestions = [.. result.Suggestions.Select(OfSuggestion)],
            Open = result.Open.Select(OfSuggestion, OfCandidate),
            Items = [.. result.Items.Select(OfCandidate)],
            Reason = result.Reason is NoSuggestionReason.NoCandidates ? NoSuggestionReason.SelectionNotExtended : result.Reason,
        };

        // One that is shown is the one that may be typed into.
        Suggestion OfSuggestion(Suggestion suggestion) =>
            extended.TryGetValue(suggestion, out var known) ? known : extended[suggestion] = suggestion.Extend(start, required, moved);

        Candidate OfCandidate(Candidate candidate) =>
            candidate with
            {
                Text = required + candidate.Text,
                Range = TextSpan.FromBounds(start, candidate.Range.End + moved),
            };
    }

    /// <summary>The prompt of a request without a deadline, for those who measure what its parts are worth.</summary>
    internal async Task<FillInPrompt> PromptAsync(
        DocumentSnapshot snapshot,
        int position,
        CompletionOptions options,
        Func<TokenBudget, TokenBudget> spend,
        SimilarCodeQuery query,
        CancellationToken cancellationToken
    ) =>
        await BuildPromptAsync(
            snapshot,
            await HoleAnalyzer.AnalyzeAsync(snapshot, position, cancellationToken),
            spend(TokenBudget.For(null, await GetInfoAsync(null, cancellationToken), isWarm: true)),
            options,
            query,
            cancellationToken
        );

    /// <inheritdoc />
    public async Task WarmAsync(DocumentSnapshot snapshot, int position, CompletionOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(options);
        if (snapshot.Text.Length > MaxFileLength || workspace.IsGenerated(snapshot) || workspace.IsLinked(snapshot))
        {
            return;
        }

        try
        {
            var info = await GetInfoAsync(null, cancellationToken);
            var hole = await HoleAnalyzer.AnalyzeAsync(snapshot, position, cancellationToken);
            await model.WarmAsync(
                await BuildPromptAsync(
                    snapshot,
                    hole,
                    TokenBudget.For(options.Deadline, info, isWarm: true),
                    options,
                    SimilarCodeQuery.Default,
                    cancellationToken
                ),
                cancellationToken
            );
            warm.Set(snapshot.Path, isWarm: true);
        }
        catch (LanguageModelUnavailableException exception)
        {
            LogUnavailable(exception.Message);
        }
    }

    private async Task<CompletionResult> CompleteAtAsync(
        DocumentSnapshot snapshot,
        int position,
        CompletionOptions options,
        CancellationToken cancellationToken
    )
    {
        var started = time.GetTimestamp();
        StopWarming();
        if (workspace.IsGenerated(snapshot))
        {
            return new CompletionResult { Reason = NoSuggestionReason.GeneratedFile };
        }

        if (workspace.IsLinked(snapshot))
        {
            return new CompletionResult { Reason = NoSuggestionReason.LinkedFile };
        }

        if (snapshot.Text.Length > MaxFileLength)
        {
            return new CompletionResult { Reason = NoSuggestionReason.FileTooLarge };
        }

        if (IsInsideWord(snapshot.Text, position))
        {
            return new CompletionResult { Reason = NoSuggestionReason.InsideWord };
        }

        var hole = await HoleAnalyzer.AnalyzeAsync(snapshot, position, cancellationToken);
        var holeMs = ElapsedMs(started);
        if (hole.Kind == HoleKind.Preprocessor)
        {
            return new CompletionResult { Reason = NoSuggestionReason.UnsupportedPlace, Hole = hole };
        }

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        CompletionResult partial = new() { Hole = hole };
        var isWarm = options.Deadline is null || warm.Contains(snapshot.Path);
        try
        {
            var checker = CandidateChecker.Begin(snapshot, hole, deadline.Token);
            var asked = time.GetTimestamp();
            var info = await GetInfoAsync(options.Deadline is null ? null : StartPatience, cancellationToken);
            // The deadline does not count while the model starts.
            var begun = started + (time.GetTimestamp() - asked);
            if (options.Deadline is { } limit)
            {
                deadline.CancelAfter(TimeSpan.FromMilliseconds(Math.Max(1, (limit - options.Spent).TotalMilliseconds - ElapsedMs(begun))));
            }

            partial = partial with { Model = info.Adapter is null ? info.Name : $"{info.Name} + {info.Adapter}" };
            var contextStarted = time.GetTimestamp();
            var prompt = await BuildPromptAsync(
                snapshot,
                hole,
                TokenBudget.For(options.Deadline, info, isWarm),
                options,
                SimilarCodeQuery.Default,
                deadline.Token
            );
            partial = partial with { Prompt = options.Explain ? prompt : null };
            var contextMs = holeMs + ElapsedMs(contextStarted);

            var request = new GenerateRequest
            {
                Prompt = prompt,
                Hypotheses = options.Policy.Beam ? Math.Max(1, options.Candidates) : 1,
                GiveUpBelow = options.CheckAll ? null : GiveUpBelow,
                Stop = HoleStopRules.For(hole),
                TokenHealing = options.Policy.TokenHealing,
                Ngrams = options.Policy.Ngrams
                    ? new NgramRules
                    {
                        Weight = NgramWeight,
                        Proposals = options.Policy.NgramProposals ? NgramProposals : 0,
                        LeaveOut = [snapshot.Path],
                    }
                    : null,
            };
            var search = new CandidateSearch(
                model,
                snapshot,
                hole,
                checker,
                options,
                text => workspace.GetSnapshot(snapshot.Path, snapshot.Text.Replace(position, 0, text), snapshot.Version),
                token => workspace.FindAnalogousCode(snapshot, hole, MaxAnalogous, token),
                time
            );
            var generated = await search.RunAsync(request, () => Remaining(begun, options), cancellationToken, deadline.Token);
            partial = partial with
            {
                Model = generated.Model ?? partial.Model,
                PromptTokens = generated.PromptTokens,
                HadFullPrompt = isWarm,
                ReusedTokens = generated.ReusedTokens,
            };
            if (isWarm)
            {
                // Nothing was decoded before the deadline: the prompt has changed all over, by a project that was loaded meanwhile, say.
                isWarm = !(generated.DeadlineReached && generated.Hypotheses.IsEmpty);
                warm.Set(snapshot.Path, isWarm);
            }

            var (items, suggestions, open) = search.Candidates;
            return partial with
            {
                Items = items,
                Suggestions = suggestions,
                Open = open,
                Reason = (suggestions, items) switch
                {
                    ([_, ..], _) => null,
                    (_, [_, ..]) when items.All(i => i.Checks is { Passed: false }) => NoSuggestionReason.AllRejected,
                    (_, [_, ..]) when items.Any(i => i.Checks is { Passed: true }) => NoSuggestionReason.Unlikely,
                    _ when generated.DeadlineReached || deadline.IsCancellationRequested => NoSuggestionReason.Deadline,
                    (_, [_, ..]) => NoSuggestionReason.AllRejected,
                    _ => NoSuggestionReason.NoCandidates,
                },
                Timings = new CompletionTimings(contextMs, generated.PrefillMs, search.DecodeMs, search.CheckMs, ElapsedMs(started)),
            };
        }
        catch (LanguageModelUnavailableException exception)
        {
            LogUnavailable(exception.Message);
            return partial with { Reason = NoSuggestionReason.ModelUnavailable, Message = exception.Message };
        }
        catch (Exception exception)
            when (exception is TimeoutException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return partial with { Reason = NoSuggestionReason.Deadline, Timings = new(0, 0, 0, 0, ElapsedMs(started)) };
        }
        finally
        {
            if (!isWarm && !cancellationToken.IsCancellationRequested)
            {
                _ = WarmInBackgroundAsync(snapshot, position, options);
            }
        }
    }

    /// <summary>Evaluates the full prompt of a document that was answered with a short one, or not at all. The next request ends it.</summary>
    private async Task WarmInBackgroundAsync(DocumentSnapshot snapshot, int position, CompletionOptions options)
    {
        var stop = StopWarming();
        try
        {
            await WarmAsync(snapshot, position, options, stop);
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            // Something newer was asked for, or the program ends.
        }
    }

    private CancellationToken StopWarming()
    {
        // Without a timer a source needs no disposal.
        var next = new CancellationTokenSource();
        Interlocked.Exchange(ref stopWarming, next.Cancel)?.Invoke();
        return next.Token;
    }

    private async Task<FillInPrompt> BuildPromptAsync(
        DocumentSnapshot snapshot,
        Hole hole,
        TokenBudget budget,
        CompletionOptions options,
        SimilarCodeQuery query,
        CancellationToken cancellationToken
    )
    {
        var policy = options.Policy;
        var facts = policy.TypedFacts ? await TypedFacts.CollectAsync(snapshot, hole, MaxFacts, cancellationToken) : [];
        var similar = policy.SimilarCode
            ? workspace.FindSimilarCode(
                snapshot,
                hole.Position,
                budget.Windows,
                query with
                {
                    Shown = policy.OwnCode ? PromptBuilder.Shown(snapshot, hole, budget, policy) : null,
                    Edits = policy.RecentEdits ? options.RecentEdits : [],
                },
                cancellationToken
            )
            : [];
        return PromptBuilder.Build(snapshot, hole, facts, similar, budget, policy) with { ReuseMoved = options.ReuseMoved };
    }

    private static bool IsInsideWord(SourceText text, int position) =>
        position < text.Length && (char.IsLetterOrDigit(text[position]) || text[position] == '_');

    private async Task<ModelInfo> GetInfoAsync(TimeSpan? patience, CancellationToken cancellationToken)
    {
        if (knownInfo is { } known && time.GetElapsedTime(known.At) < InfoLifetime)
        {
            return known.Info;
        }

        // The engine's start goes on when this request gives up: the next one will find it further.
        var asking = model.GetInfoAsync(CancellationToken.None);
        var info = await asking.WaitAsync(patience ?? Timeout.InfiniteTimeSpan, time, cancellationToken);
        knownInfo = new KnownInfo(info, time.GetTimestamp());
        return info;
    }

    private double? Remaining(long since, CompletionOptions options) =>
        options.Deadline is { } limit ? Math.Max(1, (limit - options.Spent - CheckReserve).TotalMilliseconds - ElapsedMs(since)) : null;

    private double ElapsedMs(long since) => time.GetElapsedTime(since).TotalMilliseconds;

    private sealed record KnownInfo(ModelInfo Info, long At);

    [LoggerMessage(LogLevel.Warning, "The model cannot be had: {Message}")]
    private partial void LogUnavailable(string message);
}
