namespace SmolCode.Evaluation.Quality;

/// <summary>What each source of candidates gives: with it, without it, alone.</summary>
internal static class SourcesSection
{
    /// <summary>The section.</summary>
    public static string Of(PairedReports reports)
    {
        var items = reports.Full.Items;
        var found = new MarkdownTable(
            "source",
            "holes with a candidate of it",
            "best candidate",
            "right where it is best",
            "a candidate of it is right",
            "only this source has the right line"
        );
        var shares = new MarkdownTable(
            "first line exact",
            "with it",
            "without it, from the candidates",
            "without it, measured",
            "alone, from the candidates",
            "alone, measured",
            "any candidate with it",
            "any candidate without it"
        );
        foreach (var share in SourceShare.Of(items))
        {
            found.Add(
                share.Source,
                Of(share.Rows),
                Of(share.Best),
                share.Best > 0 ? $"{share.BestRight} of {share.Best}" : Figure.None,
                Of(share.Any),
                Of(share.OnlyHere)
            );
            shares.Add(
                share.Source,
                Figure.Percent(PairedBootstrap.Mean(reports.Full.Values(i => i.FirstLineExact))),
                Percent(share.Without),
                Measured(Without(share.Source)),
                Percent(share.Alone),
                Measured(Alone(share.Source)),
                Percent(items.Count(i => i.AnyFirstLineExact)),
                Percent(share.AnyWithout)
            );
        }

        return $"""
            ## Sources

            Where the candidates of `full` come from (docs/completion.md); in brackets the number of holes. A text that two sources find counts as the model's.

            {found}
            *From the candidates*: the best of the other sources' candidates, or of its own, in the order of `full`; their probabilities know of each other, so that *measured*, a run of its own without the source, is the better figure where there is one. Names that the compiler accepts behind a dot count as the model's; *masked* is what was decoded again after a rejection.

            {shares}
            """.ReplaceLineEndings("\n");

        string Of(int rows) => $"{Figure.Percent((double)rows / items.Length)} ({Figure.Count(rows)})";

        string Percent(int rows) => Figure.Percent((double)rows / items.Length);

        string Measured(string? policy) =>
            policy is not null && reports.Find(policy) is { } report
                ? $"{Figure.Percent(PairedBootstrap.Mean(report.Values(i => i.FirstLineExact)))} (`{policy}`)"
                : Figure.None;
    }

    /// <summary>The policy without a source.</summary>
    private static string? Without(string source) =>
        source switch
        {
            "model" => "no-model",
            "repeat" => "no-repeat",
            "structure" => "no-structure",
            "types" => "no-types",
            "masked" => "no-masks",
            _ => null,
        };

    /// <summary>The policy with a source alone; what is decoded again after a rejection needs what was decoded before.</summary>
    private static string? Alone(string source) =>
        source switch
        {
            "model" => "no-masks,no-repeat,no-structure,no-types",
            "repeat" => "no-model,no-structure,no-types",
            "structure" => "no-model,no-repeat,no-types",
            "types" => "no-model,no-repeat,no-structure",
            _ => null,
        };
}
