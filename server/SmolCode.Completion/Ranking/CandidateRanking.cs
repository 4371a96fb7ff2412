using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;
using SmolCode.CodeAnalysis;

namespace SmolCode.Completion.Ranking;

/// <summary>
/// Has drafts checked and puts them in order: those that passed first, by the probability that <see cref="RankingModel"/> gives them. Of a
/// block that does not pass, the longest part that does is taken; a near miss is mended. Unless all is to be checked, both end with the
/// first candidate that passes, and what is much less likely than it is not looked at.
/// </summary>
internal sealed class CandidateRanking(CandidateChecker checker, Hole hole, CompletionOptions options)
{
    /// <summary>While someone types, what is so much less likely (natural logarithm) than a candidate that passed is not looked at.</summary>
    private const double Unlikelier = 2;

    private readonly List<Entry> _entries = [];
    private readonly Dictionary<string, int> _found = new(StringComparer.Ordinal);
    private readonly Dictionary<Draft, Task<CheckedCandidate>> _checks = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, AnalogousCode> _analogous = new(StringComparer.Ordinal);
    private NearbyNames _nearby = NearbyNames.None;
    private bool _passed;

    // The best log-probability of what passed.
    private double _likeliest = double.NegativeInfinity;

    /// <summary>The rejected drafts with what the compiler says of them, the best first.</summary>
    public IEnumerable<(Draft Draft, CandidateChecks Checks)> Rejected =>
        _entries
            .Where(e => e.Checked is { Checks.Passed: false })
            .OrderByDescending(e => e.Draft.Score)
            .Select(e => (e.Draft, e.Checked!.Checks));

    /// <summary>One passed.</summary>
    public bool HasPassed => _passed;

    /// <summary>The best probability of what passed; 0 while nothing has.</summary>
    public double Best =>
        _passed ? Rank().Where(r => r.Item.Checks is { Passed: true }).Select(r => r.Item.Probability).DefaultIfEmpty(0).Max() : 0;

    /// <summary>Whether a text was added already.</summary>
    public bool Knows(string text) => _found.ContainsKey(text);

    /// <summary>Notes what stands at places like the hole: candidates that begin as one of them does are likelier.</summary>
    public void Note(IEnumerable<AnalogousCode> places)
    {
        foreach (var place in places)
        {
            _analogous.TryAdd(FirstLine(place.Text), place);
        }
    }

    /// <summary>Notes the names around the hole.</summary>
    public void Note(NearbyNames nearby) => _nearby = nearby;

    /// <summary>Checks more drafts.</summary>
    /// <param name="drafts">What the model wrote, the best first.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="deadline">What isn't checked when this is cancelled stays unchecked. Linked to <paramref name="cancellationToken"/>.</param>
    public async Task AddAsync(IReadOnlyList<Draft> drafts, CancellationToken cancellationToken, CancellationToken deadline)
    {
        // The model is idle now. What is worth checking before anything is known is checked, and compiled, together.
        var most = drafts.Select(d => d.LogProbability).Append(_likeliest).DefaultIfEmpty(double.NegativeInfinity).Max();
        BeginChecks([.. drafts.Where(d => options.CheckAll || d.LogProbability > most - Unlikelier)], deadline);
        for (var i = 0; i < drafts.Count; i++)
        {
            if (!IsWorthChecking(drafts[i]))
            {
                Add(drafts[i], null);
                continue;
            }

            var whole = await AddAsync(drafts[i], cancellationToken, deadline);
            if (IsEnough() || whole is not { Checks.Passed: false } || await RepairAsync(drafts[i], whole))
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

        bool IsWorthChecking(Draft draft) => options.CheckAll || draft.LogProbability > _likeliest - Unlikelier;

        bool IsEnough() => !options.Policy.Checks || (_passed && !options.CheckAll);

        async Task<bool> RepairAsync(Draft draft, CheckedCandidate refuted)
        {
            if (!options.Policy.Repairs)
            {
                return false;
            }

            try
            {
                if (await checker.RepairAsync(draft.Text, refuted, options.MayAddUsings, deadline) is { } repaired)
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

    /// <summary>All that were added, in order; what of it may be shown; and what is left of it when the user types on.</summary>
    public (ImmutableArray<Candidate> Items, ImmutableArray<Suggestion> Suggestions, OpenCandidates Open) Order()
    {
        var ranked = Rank();
        var ordered = options.Policy.Checks
            ?
            [
                .. ranked
                    .OrderByDescending(r => r.Item.Checks is { Passed: true })
                    .ThenByDescending(r => options.Policy.Ranking ? r.Item.Probability : 0)
                    // Of those that begin alike: an empty block is the least that can be said.
                    .ThenBy(r => options.Policy.Ranking && r.Item.IsRepaired)
                    .ThenByDescending(r => r.Entry.Draft.Score),
            ]
            : ranked;
        var passed = ordered
            .Where(r => r.Entry.Checked is { Checks.Passed: true })
            .Select(r => (r.Item.Shown, Suggestion: new Suggestion(r.Entry.Checked!, r.Item.Probability, r.Item.Source)))
            .ToImmutableArray();
        return (
            [.. ordered.Select(r => r.Item)],
            [.. passed.Where(p => p.Shown).Select(p => p.Suggestion)],
            new OpenCandidates([.. passed.Select(p => p.Suggestion)], [.. ordered.Select(r => r.Item).Where(i => i.Checks is null)])
        );
    }

    private List<(Entry Entry, Candidate Item)> Rank()
    {
        var features = Features();
        var probabilities = RankingModel.Bundled.Probabilities(
            features.Where(f => MayBeWanted(f.Key)).Select(f => (FirstLine(f.Key.Text), f.Value))
        );
        return
        [
            .. _entries.Select(entry =>
            {
                var passed = entry.Checked is { Checks.Passed: true };
                var probability = MayBeWanted(entry) ? probabilities[FirstLine(entry.Text)] : 0;
                return (
                    entry,
                    new Candidate
                    {
                        Text = entry.Text,
                        Range = entry.Checked?.Range ?? new TextSpan(hole.Position, hole.Closers.Length),
                        LogProbability = entry.Draft.LogProbability,
                        Tokens = entry.Draft.Tokens,
                        Probability = probability,
                        Features = features[entry],
                        Source = entry.Draft.Source,
                        IsRepaired = entry.Checked is { IsRepaired: true },
                        Usings = entry.Checked?.Usings ?? [],
                        AdditionalEdits = entry.Checked?.AdditionalEdits ?? [],
                        Checks = entry.Checked?.Checks,
                        Shown =
                            !options.Policy.Checks
                            || (passed && ShowThreshold.IsReached(probability, options.Eagerness, options.ThresholdShift)),
                    }
                );
            }),
        ];
    }

    // While someone types not everything is checked: what was not may still be what is wanted.
    private bool MayBeWanted(Entry entry) => entry.Checked is not { Checks.Passed: false } || !options.Policy.Checks;

    private Dictionary<Entry, ImmutableArray<double>> Features()
    {
        var alive = _entries.Where(e => e.Checked is not { Checks.Passed: false }).ToHashSet();
        var likeliest = alive.Select(e => e.Draft.LogProbability).DefaultIfEmpty(0).Max();
        var total = alive.Sum(e => Math.Exp(e.Draft.LogProbability - likeliest));
        var best = alive.Select(e => e.Draft.Score).DefaultIfEmpty(0).Max();
        return _entries.ToDictionary(
            entry => entry,
            entry =>
            {
                var line = FirstLine(entry.Text);
                return CandidateFeatures.Of(
                    new CandidateView
                    {
                        Draft = entry.Draft,
                        Text = entry.Text,
                        Hole = hole,
                        IsRepaired = entry.Checked is { IsRepaired: true },
                        FitsType = entry.Checked?.Checks.FitsType,
                        Nearby = _nearby,
                        Names = NearbyNames.In(hole.LinePrefix[^(hole.Position - hole.WordStart)..] + line),
                        WholeLine = (hole.LinePrefix + line).Trim(),
                        Analogous = _analogous.GetValueOrDefault(line),
                        Share = alive.Contains(entry) ? Math.Exp(entry.Draft.LogProbability - likeliest) / total : 0,
                        BestScore = best,
                        RejectedBefore = _entries.Count(e => e.Checked is { Checks.Passed: false } && e.Draft.Score > entry.Draft.Score),
                        SameFirstLine = _entries.Count(e => e != entry && FirstLine(e.Text) == line),
                        TimesFound = _found[entry.Text],
                    }
                );
            }
        );
    }

    private void BeginChecks(IReadOnlyList<Draft> drafts, CancellationToken deadline)
    {
        List<Draft> unknown = [.. drafts.Where(d => !_checks.ContainsKey(d))];
        if (unknown.Count == 0 || deadline.IsCancellationRequested)
        {
            return;
        }

        var checks = checker.CheckAsync([.. unknown.Select(d => d.Text)], deadline);
        foreach (var (i, draft) in unknown.Index())
        {
            _checks.Add(draft, VerdictAsync(i));
        }

        async Task<CheckedCandidate> VerdictAsync(int index) => (await checks)[index];
    }

    /// <summary>Adds a draft with its verdict; null when it was not checked.</summary>
    private async Task<CheckedCandidate?> AddAsync(Draft draft, CancellationToken cancellationToken, CancellationToken deadline)
    {
        cancellationToken.ThrowIfCancellationRequested();
        BeginChecks([draft], deadline);
        CheckedCandidate? verdict = null;
        if (_checks.TryGetValue(draft, out var check))
        {
            try
            {
                verdict = await check;
                if (verdict.Checks.Passed && options.Policy.Checks && options.Policy.Repairs)
                {
                    verdict = await checker.TidyAsync(verdict, deadline);
                }

                verdict = CandidateChecker.Finished(verdict);
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
        if (text.Length == 0)
        {
            return;
        }

        var entry = new Entry(text, verdict, draft);
        if (verdict is { Checks.Passed: true })
        {
            _passed = true;
            _likeliest = Math.Max(_likeliest, draft.LogProbability);
            if (_entries.FindIndex(e => e.Text == text && e.Checked is { Checks.Passed: false }) is >= 0 and var refuted)
            {
                // The same text, with the directive that it lacked.
                _entries[refuted] = entry;
                return;
            }
        }

        _found[text] = _found.GetValueOrDefault(text) + 1;
        if (_found[text] > 1)
        {
            return;
        }

        // The same lines with another indentation are the same suggestion: the one that is indented evenly stays.
        var twin = verdict is null
            ? -1
            : _entries.FindIndex(e => e.Checked is { } known && known.Checks.Passed == verdict.Checks.Passed && HasSameLines(e.Text, text));
        if (twin < 0)
        {
            _entries.Add(entry);
        }
        else if (!IsEven(_entries[twin].Text) && IsEven(text))
        {
            _entries[twin] = entry;
        }
    }

    private static bool HasSameLines(string one, string other) =>
        one.Contains('\n', StringComparison.Ordinal)
        && other.Contains('\n', StringComparison.Ordinal)
        && one.Split('\n').Select(l => l.Trim()).SequenceEqual(other.Split('\n').Select(l => l.Trim()), StringComparer.Ordinal);

    private static bool IsEven(string text) => text.Split('\n').Skip(1).All(l => l.TakeWhile(c => c == ' ').Count() % 2 == 0);

    /// <summary>The first line of a text that is not white space, without the white space around it.</summary>
    internal static string FirstLine(string text)
    {
        var trimmed = text.AsSpan().Trim();
        var end = trimmed.IndexOfAny('\r', '\n');
        return (end < 0 ? trimmed : trimmed[..end].TrimEnd()).ToString();
    }

    private sealed record Entry(string Text, CheckedCandidate? Checked, Draft Draft);
}
