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

    /// <summary>The same candidates for another text.</summary>
    internal OpenCandidates Select(Func<Suggestion, Suggestion> suggestion, Func<Candidate, Candidate> candidate) =>
        new([.. passed.Select(suggestion)], [.. @unchecked.Select(candidate)]);

    /// <summary>What goes on with what was typed, the best first.</summary>
    /// <param name="typed">What was typed since the answer; empty: the user is back where it was asked for.</param>
    /// <param name="left">
    /// How much of a candidate, given by its text and its range in the text that was answered, is left behind what was typed, in UTF-16 units;
    /// null: it goes on in another way.
    /// </param>
    /// <param name="eagerness">What the user chose. Eager is taken as balanced: what is less likely than that is better asked anew.</param>
    /// <param name="thresholdShift">See <see cref="CompletionOptions.ThresholdShift"/>.</param>
    /// <returns>Each with its probability now, and whether that is enough to show it.</returns>
    public ImmutableArray<(Suggestion Suggestion, double Probability, bool IsLikely)> After(
        string typed,
        Func<string, TextSpan, int?> left,
        Eagerness eagerness,
        double thresholdShift
    )
    {
        ArgumentNullException.ThrowIfNull(typed);
        ArgumentNullException.ThrowIfNull(left);
        // Candidates with one first line share one probability.
        var none = Math.Max(0, 1 - lines.DistinctBy(l => l.FirstLine).Sum(l => l.Probability));
        var goOn = lines.Where(l => left(l.Text, l.Range) is not null).DistinctBy(l => l.FirstLine).Sum(l => l.Probability);
        var all = goOn + (none * SharedWithOthers(typed));
        var least = eagerness == Eagerness.Eager ? Eagerness.Balanced : eagerness;
        return
        [
            .. passed
                .Select(s => (Suggestion: s, Left: left(s.Text, s.Range)))
                .Where(s => s.Left > 0)
                .Select(s =>
                {
                    var probability = all > 0 ? s.Suggestion.Probability / all : 0;
                    var isLikely =
                        IsInFirstLine(s.Suggestion.Text, s.Left!.Value) && ShowThreshold.IsReached(probability, least, thresholdShift);
                    return (s.Suggestion, probability, isLikely);
                }),
        ];
    }

    /// <summary>P(letters | none). White space and punctuation tell nothing: nearly everything goes on with them.</summary>
    private static double SharedWithOthers(string typed) =>
        typed.Count(c => char.IsLetterOrDigit(c) || c == '_') is > 0 and var letters
            ? SharedFirstLetter * Math.Pow(SharedNextLetter, letters - 1)
            : 1;

    /// <summary>The probability is the first line's: behind it nothing is known of the rest.</summary>
    private static bool IsInFirstLine(string text, int left)
    {
        var start = text.Length - text.AsSpan().TrimStart().Length;
        var end = text.AsSpan(start).IndexOfAny('\r', '\n');
        return end < 0 || text.Length - left < start + end;
    }
}
