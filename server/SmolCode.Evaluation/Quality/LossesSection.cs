namespace SmolCode.Evaluation.Quality;

/// <summary>Which part lost how many right lines.</summary>
internal static class LossesSection
{
    /// <summary>The section.</summary>
    public static string Of(PairedReports reports)
    {
        var losses = reports.Full.Items.GroupBy(LossOfRow.Of).ToDictionary(g => g.Key, g => g.ToList());
        var repositories = reports.Full.Items.Select(i => i.Repo).Distinct().Order(StringComparer.Ordinal).ToList();
        var table = new MarkdownTable(["the right first line", "holes", "%", .. repositories]);
        foreach (var loss in Enum.GetValues<Loss>())
        {
            var rows = losses.GetValueOrDefault(loss, []);
            table.Add([
                LossOfRow.Describe(loss),
                Figure.Count(rows.Count),
                Figure.Percent((double)rows.Count / reports.Holes),
                .. repositories.Select(r => Figure.Count(rows.Count(i => i.Repo == r))),
            ]);
        }

        var refuted = losses
            .GetValueOrDefault(Loss.Check, [])
            .Select(i => i.Candidates.First(c => BestCandidate.IsRight(i, c)).RefutedBy ?? "unknown")
            .CountBy(r => r)
            .OrderByDescending(r => r.Value)
            .ThenBy(r => r.Key, StringComparer.Ordinal)
            .Select(r => $"{r.Key} {Figure.Count(r.Value)}")
            .ToList();
        var checks = refuted is []
            ? ""
            : $"\nThe checks that refuted a candidate whose first line is right (what follows that line may be what was wrong): {string.Join(", ", refuted)}.\n";
        return $"## Where the right line is lost\n\nOf `full`, each hole in one row, by the part that lost it last:\n\n{table}{checks}";
    }
}
