using System.Collections.Immutable;
using SmolCode.CodeAnalysis;
using SmolCode.Completion.Ranking;
using SmolCode.Inference;

namespace SmolCode.Completion;

/// <summary>
/// From a request to checked candidates in order: what the model writes with only accepted names behind a dot; where all of it is rejected,
/// once more in another way.
/// </summary>
internal sealed class CandidateSearch(
    ILanguageModel model,
    DocumentSnapshot snapshot,
    Hole hole,
    CandidateChecker checker,
    CompletionOptions options,
    Func<string, DocumentSnapshot> fork,
    Func<CancellationToken, ImmutableArray<AnalogousCode>> analogous,
    TimeProvider time
)
{
    /// <summary>Texts that the code's structure dictates.</summary>
    private const int MaxStructural = 4;

    /// <summary>Texts that are synthesised from the type that is wanted.</summary>
    private const int MaxTyped = 10;

    /// <summary>Names behind a dot that are scored.</summary>
    private const int MaxHeads = 40;

    /// <summary>Names behind a dot that are gone on with.</summary>
    private const int MaxMembers = 3;

    /// <summary>Probability from which on nothing else is looked for while someone types.</summary>
    private const double Certain = 0.7;

    private readonly CandidateRanking _ranking = new(checker, hole, options);

    /// <summary>Milliseconds that the model decoded.</summary>
    public double DecodeMs { get; private set; }

    /// <summary>Milliseconds that candidates were waited for in the checker.</summary>
    public double CheckMs { get; private set; }

    /// <summary>The candidates so far, in order.</summary>
    public (ImmutableArray<Candidate> Items, ImmutableArray<Suggestion> Suggestions, OpenCandidates Open) Candidates => _ranking.Order();

    /// <summary>Searches. Returns the result of the first request.</summary>
    /// <param name="request">What to decode.</param>
    /// <param name="remaining">Milliseconds that are left for decoding; null: any.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="deadline">Ends checking; what is ready counts.</param>
    public async Task<GenerateResult> RunAsync(
        GenerateRequest request,
        Func<double?> remaining,
        CancellationToken cancellationToken,
        CancellationToken deadline
    )
    {
        // Looked for while the model decodes.
        var repeated = Lookup(options.Policy.Repeat, () => Task.FromResult(analogous(deadline)));
        var structural = Lookup(options.Policy.Structure, () => StructuralCode.FindAsync(snapshot, hole, MaxStructural, deadline));
        var typed = Task.Run(
            () =>
                options.Policy.Types
                    ? TypedCode.FindAsync(snapshot, hole, MaxTyped, MaxHeads, deadline)
                    : Task.FromResult(TypedCode.Nothing),
            deadline
        );
        var nearby = Task.Run(() => NearbyNames.FindAsync(snapshot, hole, deadline), deadline);
        var names = options.Policy.Masks ? MaskedDecoding.AtCursor(hole, snapshot.Text) : [];
        var first = options.Policy.Model
            ? await DecodeAsync(request with { AllowedNames = names }, CandidateSource.Model)
            : new GenerateResult
            {
                Hypotheses = [],
                PromptTokens = 0,
                ReusedTokens = 0,
                PrefillMs = 0,
                DecodeMs = 0,
            };
        await AddProposedAsync();
        if (!options.Policy.Masks || !options.Policy.Checks || IsLikely() || first.DeadlineReached || deadline.IsCancellationRequested)
        {
            return first;
        }

        if (!names.IsEmpty && !_ranking.HasPassed)
        {
            // The names misled: what is meant is none of them.
            await DecodeAsync(request, CandidateSource.Model);
        }

        foreach (var again in await AfterRejectionAsync())
        {
            await DecodeAsync(again, CandidateSource.Masked);
        }

        return first;

        // Something that passed is worth showing. An evaluation looks on, so that what it finds does not depend on the order.
        bool IsLikely() => !options.CheckAll && _ranking.HasPassed && ShowThreshold.IsReached(_ranking.Best, Eagerness.Balanced);

        async Task<GenerateResult> DecodeAsync(GenerateRequest next, CandidateSource source)
        {
            var result = await model.GenerateAsync(next with { DeadlineMs = remaining() }, cancellationToken);
            DecodeMs += result.DecodeMs;
            await AddAsync(result.Hypotheses, source);
            return result;
        }

        async Task AddAsync(ImmutableArray<Hypothesis> hypotheses, CandidateSource source)
        {
            var started = time.GetTimestamp();
            await _ranking.AddAsync(Draft.Of(hypotheses, hole, Indentation(), source), cancellationToken, deadline);
            CheckMs += time.GetElapsedTime(started).TotalMilliseconds;
        }

        Task<ImmutableArray<T>> Lookup<T>(bool isWanted, Func<Task<ImmutableArray<T>>> find) =>
            isWanted && hole.Closers.Length == 0 ? Task.Run(find, deadline) : Task.FromResult(ImmutableArray<T>.Empty);

        async Task AddProposedAsync()
        {
            try
            {
                _ranking.Note(await nearby);
                var places = await repeated;
                _ranking.Note(places);
                if (IsEnough())
                {
                    return;
                }

                var synthesised = await typed;
                await AddScoredAsync([
                    .. places.Select(p => (p.Text, CandidateSource.Repeat)),
                    .. first.NgramTexts.Select(t => (t, CandidateSource.Repeat)),
                    .. (await structural).Select(t => (t, CandidateSource.Structure)),
                    .. synthesised.Texts.Select(t => (t, CandidateSource.Types)),
                ]);
                if (options.CheckAll || !_ranking.HasPassed)
                {
                    // Behind a dot the names are scored together; the best are gone on with. The hypotheses were decoded over the same
                    // names: while someone types, this is worth its time only where none of them passed.
                    var heads = await ScoreAsync(synthesised.Heads);
                    await AddScoredAsync([
                        .. heads
                            .OrderByDescending(h => h.LogProbability)
                            .Take(MaxMembers)
                            .SelectMany(h => synthesised.From(h.Text))
                            .Select(t => (t, CandidateSource.Types)),
                    ]);
                }
            }
            catch (Exception exception)
                when (exception is NotSupportedException
                    || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested)
                )
            {
                // A model that gives no log-probabilities, or the deadline: what is ready counts.
            }
        }

        // While someone types, what is this likely is answered at once.
        bool IsEnough() => !options.CheckAll && _ranking.Best >= Certain;

        // What all sources propose is scored in one batch.
        async Task AddScoredAsync(ImmutableArray<(string Text, CandidateSource Source)> proposed)
        {
            // An evaluation has what is known already scored as well, so that its recording answers for every policy.
            var wanted = proposed.DistinctBy(p => p.Text).Where(p => options.CheckAll || !_ranking.Knows(p.Text)).ToImmutableArray();
            var scored = await ScoreAsync([.. wanted.Select(p => p.Text)]);
            var unknown = wanted.Zip(scored).Where(p => !_ranking.Knows(p.First.Text)).ToList();
            foreach (var group in unknown.GroupBy(p => p.First.Source))
            {
                await AddAsync([.. group.Select(p => p.Second)], group.Key);
            }
        }

        async Task<ImmutableArray<Hypothesis>> ScoreAsync(ImmutableArray<string> texts)
        {
            if (texts.IsEmpty || first.DeadlineReached)
            {
                return [];
            }

            var scored = await model.ScoreAsync(
                new ScoreRequest
                {
                    Prompt = request.Prompt,
                    Continuations = texts,
                    TokenHealing = request.TokenHealing,
                    Ngrams = request.Ngrams is { } rules ? rules with { Proposals = 0 } : null,
                    DeadlineMs = remaining(),
                },
                deadline
            );
            DecodeMs += scored.PrefillMs + scored.ScoreMs;
            return [.. scored.Scores.Zip(texts, (s, t) => new Hypothesis(t, s.LogProbability, s.Tokens, FinishReason.Stop))];
        }

        async Task<ImmutableArray<GenerateRequest>> AfterRejectionAsync()
        {
            try
            {
                return IsLikely()
                    ? []
                    : await MaskedDecoding.AfterRejectionAsync(request, _ranking.Rejected, fork, hole.Position, deadline);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return [];
            }
        }
    }

    private string Indentation()
    {
        var line = snapshot.Text.Lines.GetLineFromPosition(hole.Position).ToString();
        return line[..(line.Length - line.TrimStart().Length)];
    }
}
