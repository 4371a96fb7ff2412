using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;
using SmolCode.Completion.Ranking;

namespace SmolCode.Completion;

/// <summary>
/// The candidates of an answer that were not refuted, shown or not, for when the user types on: letters speak for those that go on with them
/// and against the others, so that what was not likely enough to be shown becomes so without the model.
/// </summary>
/// <remarks>
/// Bayes' rule over what the user may mean: one of the first lines, with the probability that the order gave it, or none of them. Letters
/// leave the lines that go on with them, and of "none" the share that happens to begin so:
/// <c>P(line | letters) = P(line) / (Σ P(lines that go on) + P(none) · P(letters | none))</c> (docs/decisions/0012-typing-on.md).
/// </remarks>
/// <param name="passed">What an editor may show, the best first.</param>
/// <param name="unchecked">What the compiler was not asked about: never shown, but it may be what is meant.</param>
public sealed class OpenCandidates(ImmutableArray<Suggestion> passed, ImmutableArray<Candidate> @unchecked)
{
    /// <summary>How often what the user wants begins with the letter that a candidate begins with which is not it.</summary>
    private const double SharedFirstLetter = 0.4;

    /// <summary>How often it goes on with the same letter where it agreed so far.</summary>
    private const double SharedNextLetter = 0.93;

    private readonly ImmutableArray<(string FirstLine, string Text, TextSpan Range, double Probability)> lines =
    [
        .. passed
            .Select(s => (CandidateRanking.FirstLine(s.Text), s.Text, s.Range, s.Probability))
            .Concat(@unchecked.Select(c => (CandidateRanking.FirstLine(c.Text), c.Text, c.Range, c.Probability))),
    ];

    /// <summary>No candidates.</summary>
    public static OpenCandidates None { get; } = new([], []);

    /// <summary>What is worth showing once letters were typed, the best first, each with its probability now; empty: ask anew.</summary>
    /// <param name="letters">UTF-16 units typed since the answer.</param>
    /// <param name="goesOn">Whether a candidate, given by its text and its range in the text that was answered, goes on with them.</param>
    /// <param name="eagerness">What the user chose.</param>
    /// <param name="thresholdShift">See <see cref="CompletionOptions.ThresholdShift"/>.</param>
    public ImmutableArray<(Suggestion Suggestion, double Probability)> After(
        int letters,
        Func<string, TextSpan, bool> goesOn,
        Eagerness eagerness,
        double thresholdShift
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(letters, 1);
        ArgumentNullException.ThrowIfNull(goesOn);
        // Candidates with one first line share one probability.
        var distinct = lines.DistinctBy(l => l.FirstLine).ToList();
        var none = Math.Max(0, 1 - distinct.Sum(l => l.Probability));
        var left = lines.Where(l => goesOn(l.Text, l.Range)).DistinctBy(l => l.FirstLine).Sum(l => l.Probability);
        var shared = SharedFirstLetter * Math.Pow(SharedNextLetter, letters - 1);
        var all = left + (none * shared);
        return
        [
            .. passed
                .Where(s => goesOn(s.Text, s.Range))
                .Select(s => (s, all > 0 ? s.Probability / all : 0))
                .Where(s => ShowThreshold.IsReached(s.Item2, eagerness, thresholdShift)),
        ];
    }
}
