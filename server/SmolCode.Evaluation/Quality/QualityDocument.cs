using System.Collections.Immutable;

namespace SmolCode.Evaluation.Quality;

/// <summary>A report on quality (docs/quality.md), whose figures are made of nothing but reports of <c>smolcode eval</c>.</summary>
/// <param name="Markdown">The document.</param>
/// <param name="Images">Texts of its images by their names in the folder <c>images</c> beside it.</param>
internal sealed record QualityDocument(string Markdown, ImmutableSortedDictionary<string, string> Images)
{
    /// <summary>Writes the document.</summary>
    /// <param name="name">The name of its file, without an ending.</param>
    /// <param name="note">What has to be known about the holes and the reports don't say, or null.</param>
    /// <param name="reports">Reports of one policy and one or more repositories each.</param>
    /// <param name="trainedOn">Repositories and number of candidates that the order was trained on, as the ranking model says it.</param>
    /// <exception cref="EvaluationException">The reports can't be compared, or one is of a repository that the order was trained on.</exception>
    public static QualityDocument Of(string name, string? note, IReadOnlyCollection<RecordedReport> reports, string trainedOn)
    {
        var training = trainedOn.Split(':')[0].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (reports.SelectMany(r => r.Items).Select(i => i.Repo).FirstOrDefault(training.Contains) is { } known)
        {
            throw new EvaluationException($"{known} is not held out: the order of candidates was trained on it ({trainedOn}).");
        }

        var paired = PairedReports.Of(reports);
        return new QualityDocument(
            string.Join(
                '\n',
                Head(paired, name, note, trainedOn),
                GoalsSection.Of(paired),
                PartsSection.Of(paired),
                PlacesSection.Of(paired),
                SourcesSection.Of(paired),
                LossesSection.Of(paired),
                CalibrationSection.Of(paired, name),
                CoverageSection.Of(paired, name)
            ),
            ImmutableSortedDictionary.CreateRange(
                StringComparer.Ordinal,
                [
                    KeyValuePair.Create($"{name}-{CalibrationSection.Image}", CalibrationSection.Draw(paired)),
                    KeyValuePair.Create($"{name}-{CoverageSection.Image}", CoverageSection.Draw(paired)),
                ]
            )
        );
    }

    private static string Head(PairedReports reports, string name, string? note, string trainedOn)
    {
        var repositories = reports.Full.Items.CountBy(i => i.Repo).Select(r => $"{r.Key} ({Figure.Count(r.Value)})");
        var left = reports.LeftOut.IsEmpty
            ? "Every policy has all of them."
            : $"Left out: {string.Join(", ", reports.LeftOut.Select(r => $"{Figure.Count(r.Value)} of {r.Key}"))}, which not every policy has ("
                + $"{string.Join(", ", reports.Policies.Where(p => reports.Lacking[p.Policy] > 0).Select(p => $"`{p.Policy}` lacks {Figure.Count(reports.Lacking[p.Policy])}"))}).";
        var models = reports.Policies.GroupBy(p => p.Model).Select(g => $"{g.Key} ({string.Join("; ", g.Select(p => $"`{p.Policy}`"))})");
        return $"""
            # Quality

            Written by the last of these commands, from the reports of the second and nothing else; not to be edited:

            ```
            smolcode eval --make-holes N --seed S --out holes.jsonl DIR
            smolcode eval holes.jsonl --root DIR --workspace DIR/Project.csproj --trust --policy POLICY --record answers.jsonl --report REPORT.json
            dotnet run -c Release --project tests/SmolCode.Benchmarks -- quality docs/{name}.md{(note is null ? "" : " --note TEXT")} REPORT.json...
            ```

            **{Figure.Count(reports.Holes)} holes**: {string.Join(
                ", ",
                repositories
            )}. {left} They are held out: the order of candidates and its thresholds come from other repositories ({trainedOn}; the command refuses reports of those), and none of these is in the adapter's training data ([measurements](measurements.md)).{(note is null ? "" : " " + note)}

            Models: {string.Join(", ", models)}.

            Figures are defined in [evaluation.md](evaluation.md), policies in [completion.md](completion.md#policies). They are in percent of the holes unless said otherwise. Brackets hold 95 % intervals from a paired bootstrap over the holes ({Figure.Count(
                PairedBootstrap.Resamples
            )} resamples, percentiles; Efron and Tibshirani 1993, chapter 13): they tell how much other holes of these repositories would change a figure, not other repositories. Times are left out, as recorded answers take none.

            """.ReplaceLineEndings(
            "\n"
        );
    }
}
