using System.Collections.Immutable;
using SmolCode.Completion;
using SmolCode.Completion.Ranking;

namespace SmolCode.Evaluation.Quality;

/// <summary>What a row says of its candidates.</summary>
internal static class BestCandidate
{
    /// <summary>The best candidate passed the checks: it would be shown if it were likely enough.</summary>
    public static bool Passed(EvaluationItem item) => item.Candidates is [{ Passed: true }, ..];

    /// <summary>The best candidate would be shown under an eagerness, whichever one the report was made with.</summary>
    public static bool IsShown(EvaluationItem item, Eagerness eagerness) =>
        Passed(item) && ShowThreshold.IsReached(item.Probability, eagerness);

    /// <summary>A candidate's first line is the expected one.</summary>
    public static bool IsRight(EvaluationItem item, EvaluationCandidate candidate) =>
        TextComparison.FirstLine(candidate.Text) == TextComparison.FirstLine(item.Expected);

    /// <summary>The first line of one of these candidates of a row is the expected one.</summary>
    public static bool AnyIsRight(EvaluationItem item, IEnumerable<EvaluationCandidate> candidates) =>
        candidates.Any(c => IsRight(item, c));

    /// <summary>The first of these candidates of a row has the expected first line.</summary>
    public static bool FirstIsRight(EvaluationItem item, ImmutableArray<EvaluationCandidate> candidates) =>
        candidates is [var first, ..] && IsRight(item, first);
}
