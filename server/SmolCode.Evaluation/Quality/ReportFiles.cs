using System.Collections.Immutable;
using System.Text.Json;

namespace SmolCode.Evaluation.Quality;

/// <summary>Reads the report files of <c>smolcode eval --report</c> that a quality report is made from.</summary>
internal static class ReportFiles
{
    /// <summary>Reads them all.</summary>
    /// <exception cref="EvaluationException">
    /// One can't be read, is no report, or holds no rows or a hole twice; or two are of one policy for one repository.
    /// </exception>
    public static ImmutableArray<RecordedReport> Read(IEnumerable<string> files)
    {
        var reports = ImmutableArray.CreateBuilder<RecordedReport>();
        var owners = new Dictionary<(string Policy, string Repository), string>();
        foreach (var file in files)
        {
            var report = Read(file);
            foreach (var repository in report.Items.Select(i => i.Repo).Distinct())
            {
                if (!owners.TryAdd((report.Policy, repository), file))
                {
                    throw new EvaluationException(
                        $"{owners[(report.Policy, repository)]} and {file} are both of policy {report.Policy} for {repository}: name one of them."
                    );
                }
            }

            reports.Add(report);
        }

        return reports.ToImmutable();
    }

    private static RecordedReport Read(string file)
    {
        var report = Parse(file);
        if (report.Items.IsEmpty)
        {
            throw new EvaluationException($"{file} holds no rows.");
        }

        if (report.Items.Any(i => i is null || (!i.Candidates.IsDefault && i.Candidates.Any(c => c is null))))
        {
            throw new EvaluationException($"{file} is not a report of smolcode eval: a row or a candidate of it is null.");
        }

        var items = report.Items.Select(Complete).ToImmutableArray();
        return items.GroupBy(HoleKey.Of).FirstOrDefault(g => g.Count() > 1) is { } twice
            ? throw new EvaluationException($"{file} holds the hole {twice.Key} twice.")
            : report with
            {
                Items = items,
            };
    }

    private static RecordedReport Parse(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            return JsonSerializer.Deserialize(stream, HoleJson.Default.RecordedReport)
                ?? throw new EvaluationException($"{file} is null, not a report of smolcode eval.");
        }
        catch (JsonException exception)
        {
            throw new EvaluationException(
                $"{file} is not a report of smolcode eval: {exception.Message.ReplaceLineEndings(" ")}",
                exception
            );
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new EvaluationException($"The report {file} cannot be read: {exception.Message.ReplaceLineEndings(" ")}", exception);
        }
    }

    /// <summary>What a report that is older than its fields lacks: all candidates were the model's then.</summary>
    private static EvaluationItem Complete(EvaluationItem item) =>
        item with
        {
            Repo = item.Repo ?? "",
            Text = item.Text ?? "",
            Candidates = item.Candidates.IsDefault
                ? []
                :
                [
                    .. item.Candidates.Select(c =>
                        c with
                        {
                            Text = c.Text ?? "",
                            Source = c.Source ?? "model",
                            Errors = c.Errors.IsDefault ? [] : c.Errors,
                            Features = c.Features.IsDefault ? [] : c.Features,
                        }
                    ),
                ],
        };
}
