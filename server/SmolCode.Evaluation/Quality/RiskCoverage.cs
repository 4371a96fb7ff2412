using System.Collections.Immutable;

namespace SmolCode.Evaluation.Quality;

/// <summary>
/// A point of the risk-coverage curve (El-Yaniv and Wiener, "On the Foundations of Noise-free Selective Classification", 2010): what is
/// shown, and wrong, when everything is shown that is at least so likely.
/// </summary>
/// <param name="Threshold">The least probability that is shown.</param>
/// <param name="Coverage">Share of all rows where something is shown.</param>
/// <param name="Risk">Share of the shown whose first line is not the expected one.</param>
internal sealed record RiskCoverage(double Threshold, double Coverage, double Risk)
{
    /// <summary>A point for each probability that occurs, the highest first. What did not pass is never shown.</summary>
    public static ImmutableArray<RiskCoverage> Of(ImmutableArray<EvaluationItem> items)
    {
        var points = ImmutableArray.CreateBuilder<RiskCoverage>();
        var (shown, wrong) = (0, 0);
        foreach (var group in items.Where(BestCandidate.Passed).GroupBy(i => i.Probability).OrderByDescending(g => g.Key))
        {
            shown += group.Count();
            wrong += group.Count(i => !i.FirstLineExact);
            points.Add(new RiskCoverage(group.Key, (double)shown / items.Length, (double)wrong / shown));
        }

        return points.ToImmutable();
    }

    /// <summary>The first point that shows at least this share of the rows, or null where so much never is.</summary>
    public static RiskCoverage? At(ImmutableArray<RiskCoverage> points, double coverage) =>
        points.FirstOrDefault(p => p.Coverage >= coverage - 1e-9);
}
