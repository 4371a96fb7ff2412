namespace SmolCode.Evaluation;

/// <summary>Figures over a set of rows. Rates are 0 to 1, times milliseconds.</summary>
public sealed record EvaluationSummary
{
    /// <summary>Number of rows.</summary>
    public required int Rows { get; init; }

    /// <summary>Share of rows whose best candidate's first line is right.</summary>
    public required double FirstLineExact { get; init; }

    /// <summary>Share of rows whose best candidate's whole text is right.</summary>
    public required double Exact { get; init; }

    /// <summary>Share of rows whose best candidate's first identifier is right.</summary>
    public required double FirstIdentifierExact { get; init; }

    /// <summary>Share of rows where any candidate's first line is right.</summary>
    public required double AnyFirstLineExact { get; init; }

    /// <summary>Mean edit similarity.</summary>
    public required double EditSimilarity { get; init; }

    /// <summary>Share of rows where something is shown.</summary>
    public required double ShownRate { get; init; }

    /// <summary>Share of the shown whose first line is right; null when nothing is shown.</summary>
    public required double? ShownPrecision { get; init; }

    /// <summary>Share of the shown whose insertion adds no compiler error; null where nothing can be compiled.</summary>
    public required double? ValidRate { get; init; }

    /// <summary>Expected calibration error of the probability against an exact first line, 10 bins of equal width, rows with a candidate.</summary>
    public required double CalibrationError { get; init; }

    /// <summary>Median time.</summary>
    public required double P50Ms { get; init; }

    /// <summary>95th percentile of the time.</summary>
    public required double P95Ms { get; init; }

    /// <summary>Mean tokens of a prompt.</summary>
    public required double PromptTokens { get; init; }

    /// <summary>Mean tokens that were in the KV cache.</summary>
    public required double ReusedTokens { get; init; }

    /// <summary>Sums up rows.</summary>
    public static EvaluationSummary Of(IReadOnlyCollection<EvaluationItem> items)
    {
        var shown = items.Where(i => i.Shown).ToList();
        var compiled = shown.Where(i => i.NewErrors is not null).ToList();
        var times = items.Select(i => i.TotalMs).Order().ToList();
        return new EvaluationSummary
        {
            Rows = items.Count,
            FirstLineExact = Share(items, i => i.FirstLineExact),
            Exact = Share(items, i => i.Exact),
            FirstIdentifierExact = Share(items, i => i.FirstIdentifierExact),
            AnyFirstLineExact = Share(items, i => i.AnyFirstLineExact),
            EditSimilarity = Mean(items, i => i.EditSimilarity),
            ShownRate = Share(items, i => i.Shown),
            ShownPrecision = shown.Count > 0 ? Share(shown, i => i.FirstLineExact) : null,
            ValidRate = compiled.Count > 0 ? Share(compiled, i => i.NewErrors is []) : null,
            CalibrationError = ExpectedCalibrationError([.. items.Where(i => i.Text.Length > 0)]),
            P50Ms = Percentile(times, 0.50),
            P95Ms = Percentile(times, 0.95),
            PromptTokens = Mean(items, i => i.PromptTokens),
            ReusedTokens = Mean(items, i => i.ReusedTokens),
        };
    }

    /// <summary>
    /// Expected calibration error: Guo et al., "On Calibration of Modern Neural Networks", 2017, equation 3, with 10 bins of equal width.
    /// </summary>
    private static double ExpectedCalibrationError(List<EvaluationItem> items) =>
        items
            .GroupBy(i => Math.Min(9, (int)(i.Probability * 10)))
            .Sum(bin =>
                Math.Abs(bin.Average(i => i.FirstLineExact ? 1.0 : 0) - bin.Average(i => i.Probability)) * bin.Count() / items.Count
            );

    private static double Share(IReadOnlyCollection<EvaluationItem> items, Func<EvaluationItem, bool> test) =>
        Mean(items, i => test(i) ? 1 : 0);

    private static double Mean(IReadOnlyCollection<EvaluationItem> items, Func<EvaluationItem, double> value) =>
        items.Count > 0 ? items.Average(value) : 0;

    /// <summary>Nearest-rank percentile.</summary>
    private static double Percentile(List<double> sorted, double rank) =>
        sorted.Count > 0 ? sorted[Math.Clamp((int)Math.Ceiling(rank * sorted.Count) - 1, 0, sorted.Count - 1)] : 0;
}
