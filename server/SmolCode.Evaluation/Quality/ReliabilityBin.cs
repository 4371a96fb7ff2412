using System.Collections.Immutable;

namespace SmolCode.Evaluation.Quality;

/// <summary>Rows whose best candidate has a probability in one range.</summary>
/// <param name="Low">Where the range begins; it is a tenth wide.</param>
/// <param name="Rows">Number of rows.</param>
/// <param name="Probability">Their mean probability.</param>
/// <param name="Right">Share of them whose first line is exact.</param>
internal sealed record ReliabilityBin(double Low, int Rows, double Probability, double Right)
{
    /// <summary>Ranges of equal width, as <see cref="EvaluationSummary.CalibrationError"/> has them.</summary>
    private const int Bins = 10;

    /// <summary>The ranges that hold rows with a candidate, the lowest first.</summary>
    public static ImmutableArray<ReliabilityBin> Of(IEnumerable<EvaluationItem> items) =>
        [
            .. items
                .Where(i => i.Text.Length > 0)
                .GroupBy(i => Index(i.Probability))
                .OrderBy(g => g.Key)
                .Select(g => new ReliabilityBin(
                    (double)g.Key / Bins,
                    g.Count(),
                    g.Average(i => i.Probability),
                    g.Average(i => i.FirstLineExact ? 1.0 : 0)
                )),
        ];

    /// <summary>Expected calibration error: Guo et al., "On Calibration of Modern Neural Networks", 2017, equation 3.</summary>
    public static double ExpectedError(ImmutableArray<ReliabilityBin> bins) =>
        bins.Sum(b => Math.Abs(b.Right - b.Probability) * b.Rows) / Math.Max(1, bins.Sum(b => b.Rows));

    /// <summary>
    /// The error that a perfectly calibrated estimate would show on so few rows, on average: every row is right with just its probability.
    /// </summary>
    public static double ErrorOfChance(IEnumerable<EvaluationItem> items)
    {
        const int Draws = 1000;
        var rows = items.Where(i => i.Text.Length > 0).ToList();
        var random = new Random(1);
        return Enumerable
            .Range(0, Draws)
            .Average(_ => ExpectedError(Of(rows.Select(i => i with { FirstLineExact = random.NextDouble() < i.Probability }))));
    }

    private static int Index(double probability) => Math.Clamp((int)(probability * Bins), 0, Bins - 1);
}
