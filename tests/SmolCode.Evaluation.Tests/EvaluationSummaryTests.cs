namespace SmolCode.Evaluation.Tests;

public sealed class EvaluationSummaryTests
{
    [Fact]
    public void Figures_are_taken_over_the_rows_that_they_are_about()
    {
        var summary = EvaluationSummary.Of([
            Item(shown: true, firstLine: true, probability: 0.95, errors: [], ms: 10),
            Item(shown: true, firstLine: false, probability: 0.95, errors: ["CS1"], ms: 20),
            Item(shown: true, firstLine: false, probability: 0.05, errors: null, ms: 30),
            Item(shown: false, firstLine: true, probability: 0.05, errors: null, ms: 40),
        ]);

        Assert.Equal(4, summary.Rows);
        Assert.Equal(0.5, summary.FirstLineExact);
        Assert.Equal(0.75, summary.ShownRate);
        Assert.Equal(1 / 3.0, summary.ShownPrecision!.Value, 6);
        Assert.Equal(0.5, summary.ValidRate);
        Assert.Equal(20, summary.P50Ms);
        Assert.Equal(40, summary.P95Ms);

        // Two bins of two rows: |0.5 - 0.95| and |0.5 - 0.05|.
        Assert.Equal(0.45, summary.CalibrationError, 6);
    }

    [Fact]
    public void Where_nothing_is_shown_or_compiled_there_is_no_rate()
    {
        var summary = EvaluationSummary.Of([Item(shown: false, firstLine: false, probability: 0, errors: null, ms: 1)]);

        Assert.Null(summary.ShownPrecision);
        Assert.Null(summary.ValidRate);
    }

    private static EvaluationItem Item(bool shown, bool firstLine, double probability, string[]? errors, double ms) =>
        new()
        {
            Path = "a.cs",
            Offset = 0,
            Kind = "sl_after_dot",
            Expected = "x",
            Text = "x",
            Shown = shown,
            FirstLineExact = firstLine,
            Probability = probability,
            NewErrors = errors is null ? null : [.. errors],
            TotalMs = ms,
        };
}
