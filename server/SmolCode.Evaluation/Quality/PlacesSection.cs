using System.Collections.Immutable;

namespace SmolCode.Evaluation.Quality;

/// <summary>Figures by repository, kind and policy.</summary>
internal static class PlacesSection
{
    /// <summary>The section.</summary>
    public static string Of(PairedReports reports)
    {
        var groups = ImmutableArray.Create<(string Name, Func<EvaluationItem, bool> Holds)>(("**all**", _ => true));
        groups = groups.AddRange(Groups(i => i.Repo, StringComparer.Ordinal)).AddRange(Groups(i => i.Kind, StringComparer.Ordinal));

        var full = new MarkdownTable(
            "of policy `full`",
            "holes",
            "first line",
            "exact",
            "identifier",
            "any candidate",
            "similarity",
            "shown",
            "right of the shown",
            "valid of the shown"
        );
        var lines = new MarkdownTable(["first line exact", "holes", .. reports.Policies.Select(p => $"`{Breakable(p.Policy)}`")]);
        foreach (var (name, holds) in groups)
        {
            var rows = reports.Full.Items.Where(holds).ToList();
            var summary = EvaluationSummary.Of(rows);
            full.Add(
                name,
                Figure.Count(rows.Count),
                Figure.Percent(PairedBootstrap.Mean([.. rows.Select(i => i.FirstLineExact ? 1.0 : 0)])),
                Figure.Percent(summary.Exact),
                Figure.Percent(summary.FirstIdentifierExact),
                Figure.Percent(summary.AnyFirstLineExact),
                Figure.Percent(summary.EditSimilarity),
                Figure.Percent(summary.ShownRate),
                Figure.Percent(summary.ShownPrecision),
                Figure.Percent(summary.ValidRate)
            );
            lines.Add([
                name,
                Figure.Count(rows.Count),
                .. reports.Policies.Select(p => Figure.Percent(p.Items.Where(holds).Average(i => i.FirstLineExact ? 1.0 : 0))),
            ]);
        }

        return $"## By repository, kind and policy\n\n{full}\n{lines}";

        IEnumerable<(string Name, Func<EvaluationItem, bool> Holds)> Groups(Func<EvaluationItem, string> key, StringComparer comparer) =>
            reports
                .Full.Items.Select(key)
                .Distinct()
                .Order(comparer)
                .Select(name => (name, (Func<EvaluationItem, bool>)(i => comparer.Equals(key(i), name))));
    }

    private static string Breakable(string policy) => policy.Replace(",", ", ", StringComparison.Ordinal);
}
