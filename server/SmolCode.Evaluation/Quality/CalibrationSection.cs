using System.Globalization;

namespace SmolCode.Evaluation.Quality;

/// <summary>Whether a probability is how often it is right.</summary>
internal static class CalibrationSection
{
    /// <summary>How the file of the diagram ends; it begins with the document's name.</summary>
    public const string Image = "reliability.svg";

    /// <summary>The section.</summary>
    public static string Of(PairedReports reports, string name)
    {
        var items = reports.Full.Items;
        var passed = items.Where(BestCandidate.Passed).ToList();
        var bins = ReliabilityBin.Of(items);
        var table = new MarkdownTable("probability", "holes", "mean probability", "right");
        foreach (var bin in bins)
        {
            table.Add(
                string.Create(CultureInfo.InvariantCulture, $"{bin.Low:0.0} to {bin.Low + 0.1:0.0}"),
                Figure.Count(bin.Rows),
                Figure.Percent(bin.Probability),
                Figure.Percent(bin.Right)
            );
        }

        var sum = new MarkdownTable(
            "of `full`",
            "holes",
            "calibration error",
            "of a perfect estimate on as few holes",
            "share of perfect estimates as far off"
        );
        Add("with a candidate", items);
        Add("with one that passed", passed);
        return $"""
            ## Calibration

            ![Reliability: how often a probability is right](images/{name}-{Image})

            {table}
            {sum}
            The calibration error is the mean distance of the dots from the line, by holes (Guo et al. 2017). With few holes even an estimate without fault has one: the last two columns say how large it is in the mean, and how often it is as large as here or larger, when every hole is right with just its probability (1000 draws; Bröcker and Smith 2007). Where that share is above 0.05, the holes are too few to tell the estimate from a perfect one.

            """.ReplaceLineEndings("\n");

        void Add(string rowsOf, IReadOnlyCollection<EvaluationItem> rows)
        {
            var error = ReliabilityBin.ExpectedError(ReliabilityBin.Of(rows));
            var (mean, asLarge) = ReliabilityBin.ErrorOfChance(rows, error);
            sum.Add(
                rowsOf,
                Figure.Count(rows.Count(i => i.Text.Length > 0)),
                Figure.Probability(error),
                Figure.Probability(mean),
                Figure.Probability(asLarge)
            );
        }
    }

    /// <summary>The diagram.</summary>
    public static string Draw(PairedReports reports)
    {
        var chart = new SvgChart("Reliability (dots: a tenth each, with its holes)", "mean probability", "first line exact");
        chart.AddDashes((0, 0), (1, 1));
        foreach (var bin in ReliabilityBin.Of(reports.Full.Items))
        {
            chart.AddDot(bin.Probability, bin.Right, bin.Rows, Figure.Count(bin.Rows));
        }

        return chart.ToString();
    }
}
