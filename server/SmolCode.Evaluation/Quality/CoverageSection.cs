using System.Collections.Immutable;
using SmolCode.Completion;
using SmolCode.Completion.Ranking;

namespace SmolCode.Evaluation.Quality;

/// <summary>How much is wrong of what is shown, the more is shown; and what each eagerness makes of that.</summary>
internal static class CoverageSection
{
    /// <summary>How the file of the curve ends; it begins with the document's name.</summary>
    public const string Image = "risk-coverage.svg";

    private static readonly ImmutableArray<Eagerness> Eagernesses = [Eagerness.Quiet, Eagerness.Balanced, Eagerness.Eager];

    /// <summary>The section.</summary>
    public static string Of(PairedReports reports, string name)
    {
        var full = reports.Full;
        var points = RiskCoverage.Of(full.Items);
        var curve = new MarkdownTable("shown at least", "threshold", "shown", "wrong of the shown");
        for (var i = 1; i <= 10 && RiskCoverage.At(points, i / 10.0) is { } point; i++)
        {
            curve.Add(
                $"{Figure.Count(10 * i)} %",
                Figure.Probability(point.Threshold),
                Figure.Percent(point.Coverage),
                Figure.Percent(point.Risk)
            );
        }

        var eager = new MarkdownTable("eagerness", "threshold", "shown", "right of the shown", "wrong of all holes");
        foreach (var eagerness in Eagernesses)
        {
            var shown = full.Values(i => BestCandidate.IsShown(i, eagerness));
            var right = full.Values(i => BestCandidate.IsShown(i, eagerness) && i.FirstLineExact);
            eager.Add(
                $"`{eagerness.ToString().ToLowerInvariant()}`",
                ShowThreshold.Of(eagerness) is { } threshold ? Figure.Probability(threshold) : Figure.None,
                Figure.Percent(PairedBootstrap.Mean(shown)),
                Figure.Percent(PairedBootstrap.Ratio(right, shown)),
                Figure.Percent(PairedBootstrap.Difference(shown, right))
            );
        }

        return $"""
            ## Risk and coverage

            ![Risk by coverage](images/{name}-{Image})

            Candidates of `full` that passed, the likeliest first (El-Yaniv and Wiener 2010): the more of the holes get a suggestion, the more of these are wrong. More is never shown than passes the checks.

            {curve}
            What each [eagerness](completion.md#eagerness) shows, whichever one the reports were made with:

            {eager}
            """.ReplaceLineEndings("\n");
    }

    /// <summary>The curve.</summary>
    public static string Draw(PairedReports reports)
    {
        var chart = new SvgChart("Risk and coverage", "coverage: shown of all holes", "risk: wrong of the shown");
        var points = RiskCoverage.Of(reports.Full.Items);
        chart.AddCurve(points.Select(p => (p.Coverage, p.Risk)));
        foreach (var eagerness in Eagernesses)
        {
            if (points.LastOrDefault(p => ShowThreshold.IsReached(p.Threshold, eagerness)) is { } point)
            {
                chart.AddDot(point.Coverage, point.Risk, rows: 9, eagerness.ToString().ToLowerInvariant());
            }
        }

        return chart.ToString();
    }
}
