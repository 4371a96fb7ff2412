using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;
using SmolCode.CodeAnalysis;

namespace SmolCode.Completion.Ranking;

/// <summary>
/// Has drafts checked and puts them in order: those that passed first, by their score. Checks from the best down until one passes (all of
/// them when asked to); of a block that does not pass, the longest part that does is taken.
/// </summary>
internal sealed class CandidateRanking(CandidateChecker checker, Hole hole, CompletionOptions options)
{
    private readonly List<Entry> _entries = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly Dictionary<Draft, Task<CheckedCandidate>> _checks = new(ReferenceEqualityComparer.Instance);
    private bool _passed;

    /// <summary>The rejected drafts with what the compiler says of them, the best first.</summary>
    public IEnumerable<(Draft Draft, CandidateChecks Checks)> Rejected =>
        _entries
            .Where(e => e.Checked is { Checks.Passed: false })
            .OrderByDescending(e => e.Draft.Score)
            .Select(e => (e.Draft, e.Checked!.Checks));

    /// <summary>One passed.</summary>
    public bool HasPassed => _passed;

    /// <summary>Whether a text was added already.</summary>
    public bool Knows(string text) => _seen.Contains(text);

    /// <summary>Checks more drafts.</summary>
    /// <param name="drafts">What the model wrote, the best first.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="deadline">What isn't checked when this is cancelled stays unchecked. Linked to <paramref name="cancellationToken"/>.</param>
    public async Task AddAsync(IReadOnlyList<Draft> drafts, CancellationToken cancellationToken, CancellationToken deadline)
    {
        for (var i = 0; i < drafts.Count; i++)
        {
            // The model is idle now: the next draft is checked beside this one.
            BeginCheck(drafts[i], deadline);
            if (i + 1 < drafts.Count)
            {
                BeginCheck(drafts[i + 1], deadline);
            }

            var whole = await AddAsync(drafts[i], cancellationToken, deadline);
            if (whole is not { Checks.Passed: false } || !options.Policy.Checks || await RepairAsync(drafts[i], whole))
            {
                continue;
            }

            foreach (var part in drafts[i].Parts)
            {
                if (
                    await AddAsync(part, cancellationToken, deadline) is not { } verdict
                    || verdict.Checks.Passed
                    || await RepairAsync(part, verdict)
                )
                {
                    break;
                }
            }
        }

        async Task<bool> RepairAsync(Draft draft, CheckedCandidate refuted)
        {
            if (!options.Policy.Repairs)
            {
                return false;
            }

            try
            {
                if (await checker.RepairAsync(draft.Text, refuted, deadline) is { } repaired)
                {
                    Add(draft, repaired);
                    return true;
                }
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // The deadline passed: what is ready is answered.
            }

            return false;
        }
    }

    /// <summary>All that were added, in order.</summary>
    public (ImmutableArray<Candidate> Items, ImmutableArray<Suggestion> Suggestions) Order()
    {
        IEnumerable<Entry> ordered = options.Policy.Checks
            ? _entries.OrderByDescending(e => e.Item.Shown).ThenByDescending(e => e.Draft.Score)
            : _entries;
        return (
            [.. ordered.Select(e => e.Item)],
            [.. ordered.Where(e => e.Checked is { Checks.Passed: true }).Select(e => new Suggestion(e.Checked!, e.Item.Probability))]
        );
    }

    private void BeginCheck(Draft draft, CancellationToken deadline)
    {
        if ((!_passed || options.CheckAll) && !deadline.IsCancellationRequested && !_checks.ContainsKey(draft))
        {
            _checks.Add(draft, checker.CheckAsync(draft.Text, deadline));
        }
    }

    /// <summary>Adds a draft with its verdict; null when it was not checked.</summary>
    private async Task<CheckedCandidate?> AddAsync(Draft draft, CancellationToken cancellationToken, CancellationToken deadline)
    {
        cancellationToken.ThrowIfCancellationRequested();
        BeginCheck(draft, deadline);
        CheckedCandidate? verdict = null;
        if ((!_passed || options.CheckAll) && _checks.TryGetValue(draft, out var check))
        {
            try
            {
                verdict = await check;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // The deadline passed: what is ready is answered.
            }
        }

        Add(draft, verdict);
        return verdict;
    }

    private void Add(Draft draft, CheckedCandidate? verdict)
    {
        // What the comparison policies show is the model's own text, untrimmed.
        var text = options.Policy.Checks && verdict is not null ? verdict.Text : draft.Text;
        if (text.Length == 0 || !_seen.Add(text))
        {
            return;
        }

        _passed |= verdict is { Checks.Passed: true };
        _entries.Add(
            new Entry(
                new Candidate
                {
                    Text = text,
                    Range = verdict?.Range ?? new TextSpan(hole.Position, hole.Closers.Length),
                    LogProbability = draft.LogProbability,
                    Tokens = draft.Tokens,
                    Probability = ProbabilityEstimate.Probability(draft.Score),
                    Source = draft.Source,
                    IsRepaired = verdict is { IsRepaired: true },
                    Checks = verdict?.Checks,
                    Shown = !options.Policy.Checks || verdict is { Checks.Passed: true },
                },
                verdict,
                draft
            )
        );
    }

    private sealed record Entry(Candidate Item, CheckedCandidate? Checked, Draft Draft);
}
