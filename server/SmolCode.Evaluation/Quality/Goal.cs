using SmolCode.Completion;

namespace SmolCode.Evaluation.Quality;

/// <summary>A figure to reach.</summary>
/// <param name="Figure">What it is.</param>
/// <param name="Least">What it has to be, in words.</param>
/// <param name="Value">What it is, written with its interval.</param>
/// <param name="Reached">Whether the figure itself, not its interval, is there.</param>
internal sealed record Goal(string Figure, string Least, string Value, bool Reached)
{
    /// <summary>All that the reports at hand can tell of.</summary>
    public static IEnumerable<Goal> Of(PairedReports reports)
    {
        var full = reports.Full;
        var firstLine = full.Values(i => i.FirstLineExact);
        yield return Share("first line exact", 0.40, PairedBootstrap.Mean(firstLine));
        if (reports.Find(PairedReports.RawName) is { } raw)
        {
            if (PairedBootstrap.Ratio(firstLine, raw.Values(i => i.FirstLineExact)) is { } ratio)
            {
                yield return new Goal("first line exact, by that of `raw`", "≥ 4x", Quality.Figure.Ratio(ratio), ratio.Value >= 4);
            }

            var similarity = PairedBootstrap.Difference(full.Values(i => i.EditSimilarity), raw.Values(i => i.EditSimilarity));
            yield return new Goal(
                "edit similarity, less that of `raw`",
                "≥ +25 points",
                Quality.Figure.Points(similarity),
                similarity.Value >= 0.25
            );
        }

        yield return Share("first line exact of any candidate", 0.55, PairedBootstrap.Mean(full.Values(i => i.AnyFirstLineExact)));
        if (reports.Find("no-ranking") is { } unranked)
        {
            yield return Share(
                "first line exact, ordered by log-probability (`no-ranking`)",
                0.35,
                PairedBootstrap.Mean(unranked.Values(i => i.FirstLineExact))
            );
        }

        if (full.Items.Any(i => i.Kind == "sl_after_dot"))
        {
            yield return Share(
                "first identifier exact after a dot",
                0.66,
                PairedBootstrap.Mean([.. full.Items.Where(i => i.Kind == "sl_after_dot").Select(i => i.FirstIdentifierExact ? 1.0 : 0)])
            );
        }

        foreach (var (eagerness, precision) in ((Eagerness, double)[])[(Eagerness.Balanced, 0.6), (Eagerness.Quiet, 0.8)])
        {
            var name = eagerness.ToString().ToLowerInvariant();
            var shown = full.Values(i => BestCandidate.IsShown(i, eagerness));
            if (eagerness == Eagerness.Balanced)
            {
                yield return Share($"shown, `{name}`", 0.4, PairedBootstrap.Mean(shown));
            }

            var right = full.Values(i => BestCandidate.IsShown(i, eagerness) && i.FirstLineExact);
            if (PairedBootstrap.Ratio(right, shown) is { } share)
            {
                yield return Share($"first line exact of the shown, `{name}`", precision, share);
            }
        }

        var compiled = full.Values(i => i.NewErrors is not null);
        if (PairedBootstrap.Ratio(full.Values(i => i.NewErrors is []), compiled) is { } valid)
        {
            yield return Share("shown that add no compiler error", 0.99, valid);
        }

        var error = ReliabilityBin.ExpectedError(ReliabilityBin.Of(full.Items));
        yield return new Goal("calibration error", "≤ 0.05", Quality.Figure.Probability(error), error <= 0.05);
    }

    private static Goal Share(string figure, double least, Estimate value) =>
        new(figure, $"≥ {Quality.Figure.Percent(least)} %", Quality.Figure.Percent(value), value.Value >= least);
}
