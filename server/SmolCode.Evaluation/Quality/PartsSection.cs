namespace SmolCode.Evaluation.Quality;

/// <summary>What each part earns: <c>full</c> less each other policy, on the same holes.</summary>
internal static class PartsSection
{
    /// <summary>The section.</summary>
    public static string Of(PairedReports reports)
    {
        var figures = new MarkdownTable(
            "policy",
            "first line",
            "exact",
            "identifier",
            "any candidate",
            "similarity",
            "shown",
            "right of the shown",
            "valid of the shown"
        );
        var differences = new MarkdownTable(
            "`full` less",
            "first line",
            "lines won, lost",
            "any candidate",
            "similarity",
            "shown and right",
            "shown and wrong"
        );
        foreach (var policy in reports.Policies)
        {
            var summary = EvaluationSummary.Of(policy.Items);
            figures.Add(
                $"`{policy.Policy}`",
                Figure.Percent(PairedBootstrap.Mean(policy.Values(i => i.FirstLineExact))),
                Figure.Percent(summary.Exact),
                Figure.Percent(summary.FirstIdentifierExact),
                Figure.Percent(summary.AnyFirstLineExact),
                Figure.Percent(PairedBootstrap.Mean(policy.Values(i => i.EditSimilarity))),
                Figure.Percent(summary.ShownRate),
                Figure.Percent(summary.ShownPrecision),
                Figure.Percent(summary.ValidRate)
            );
        }

        foreach (var policy in reports.Policies.Skip(1))
        {
            var pairs = reports.Full.Items.Zip(policy.Items).ToList();
            differences.Add(
                $"`{policy.Policy}`",
                Points(i => i.FirstLineExact ? 1 : 0),
                $"{Figure.Count(pairs.Count(p => p.First.FirstLineExact && !p.Second.FirstLineExact))}, "
                    + Figure.Count(pairs.Count(p => !p.First.FirstLineExact && p.Second.FirstLineExact)),
                Points(i => i.AnyFirstLineExact ? 1 : 0),
                Points(i => i.EditSimilarity),
                Points(i => i is { Shown: true, FirstLineExact: true } ? 1 : 0),
                Points(i => i is { Shown: true, FirstLineExact: false } ? 1 : 0)
            );

            string Points(Func<EvaluationItem, double> figure) =>
                Figure.Points(PairedBootstrap.Difference(reports.Full.Values(figure), policy.Values(figure)));
        }

        return $"""
            ## What each part earns

            Each policy over the same holes:

            {figures}
            {(
                reports.Policies.Length > 1
                    ? $"`full` less the policy, in points: above zero is what the part that the policy lacks earns, for *shown and wrong* below zero. An interval that holds zero shows no difference.\n\n{differences}\n"
                    : ""
            )}`raw` and `no-check` call everything shown that there is.

            """.ReplaceLineEndings(
            "\n"
        );
    }
}
