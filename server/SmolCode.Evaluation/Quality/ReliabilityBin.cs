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
    /// The error that a perfectly calibrated estimate would show on so few rows: every row is right with just its probability (consistency
    /// resampling; Bröcker and Smith 2007, "Increasing the Reliability of Reliability Diagrams").
    /// </summary>
    /// <param name="items">The rows.</param>
    /// <param name="error">An error that was seen.</param>
    /// <returns>Its mean over 1000 draws, and the share of them with the error that was seen, or more.</returns>
    public static (double Mean, double AsLarge) ErrorOfChance(IEnumerable<EvaluationItem> items, double error)
    {
        const int Draws = 1000;
        var rows = items.Where(i => i.Text.Length > 0).ToList();
        var random = new Random(1);
        var errors = Enumerable
            .Range(0, Draws)
            .Select(_ => ExpectedError(Of(rows.Select(i => i with { FirstLineExact = random.NextDouble() < i.Probability }))))
            .ToList();
        return (errors.Average(), errors.Count(e => e >= error) / (double)Draws);
    }

    private static int Index(double probability) => Math.Clamp((int)(probability * Bins), 0, Bins - 1);
}
