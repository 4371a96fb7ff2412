using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using SmolCode.Completion.Ranking;

namespace SmolCode.Benchmarks;

/// <summary>
/// Trains the order of candidates on reports of <c>smolcode eval</c>, and tells what it is worth: each report is ranked by a model that was
/// trained on the others. Never name a report of a repository that is reported on.
/// </summary>
internal static class RankingBenchmark
{
    private const double DefaultPenalty = 10;

    /// <summary>Trains, and writes the model.</summary>
    public static int Run(string output, IReadOnlyList<string> arguments)
    {
        var (penalty, reports) = arguments is ["--penalty", var value, ..]
            ? (double.Parse(value, CultureInfo.InvariantCulture), arguments.Skip(2).ToList())
            : (DefaultPenalty, arguments);
        var sets = reports.Select(Read).ToList();
        Console.WriteLine("held out | holes | by score | by a model of the others | any | calibration error");
        List<Choice> choices = [];
        foreach (var (i, held) in sets.Index())
        {
            var model = Fit(sets.Where((_, j) => j != i));
            List<Choice> chosen = [.. held.Select(r => r.Best(model))];
            Tell(Path.GetFileNameWithoutExtension(reports[i]), held, chosen);
            choices.AddRange(chosen);
        }

        List<Row> rows = [.. sets.SelectMany(s => s)];
        Tell("all, each as above", rows, choices);
        Curve(choices);
        var all = Fit(sets);
        Tell("none (fitted to all)", rows, [.. rows.Select(r => r.Best(all))]);
        File.WriteAllText(output, all.ToSource());
        foreach (var (name, weight) in CandidateFeatures.Names.Zip(all.Weights))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name, -18}{weight, 10:0.000}"));
        }

        return 0;

        RankingModel Fit(IEnumerable<List<Row>> training)
        {
            var holes = training.SelectMany(s => s).ToList();
            return RankingTraining.Fit(
                [.. holes.Select(r => r.Candidates.Select(c => (c.Features, c.Right)).ToList())],
                penalty,
                $"{string.Join(", ", holes.Select(r => r.Repository).Distinct().Order())}: {holes.Count} holes, {holes.Sum(r => r.Candidates.Count)} candidates"
            );
        }
    }

    // What would be shown at a threshold, and how much of it is right.
    private static void Curve(IReadOnlyCollection<Choice> choices)
    {
        Console.WriteLine("threshold | shown | right of them");
        foreach (var threshold in Enumerable.Range(0, 20).Select(i => i / 20.0))
        {
            var shown = choices.Where(b => b.Probability > 0 && b.Probability >= threshold).ToList();
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{threshold:0.00} | {100.0 * shown.Count / choices.Count:0.0} | {100.0 * shown.Count(b => b.Right) / Math.Max(1, shown.Count):0.0}"
                )
            );
        }
    }

    private static void Tell(string name, IReadOnlyCollection<Row> rows, IReadOnlyCollection<Choice> choices)
    {
        var found = choices.Where(c => c.Probability > 0).ToList();
        var error = found
            .GroupBy(c => Math.Min(9, (int)(c.Probability * 10)))
            .Sum(g => Math.Abs(g.Average(c => c.Right ? 1.0 : 0) - g.Average(c => c.Probability)) * g.Count() / found.Count);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{name} | {rows.Count} | {Share(rows.Count(r => r.LikeliestIsRight))} | {Share(choices.Count(c => c.Right))} | {Share(rows.Count(r => r.Candidates.Any(c => c.Right)))} | {error:0.000}"
            )
        );

        string Share(int count) => string.Create(CultureInfo.InvariantCulture, $"{100.0 * count / rows.Count:0.0}");
    }

    private static List<Row> Read(string file)
    {
        using var report = JsonDocument.Parse(File.ReadAllText(file));
        var names = report.RootElement.GetProperty("features").EnumerateArray().Select(n => n.GetString()!);
        if (!names.SequenceEqual(CandidateFeatures.Names))
        {
            throw new InvalidDataException($"{file} was made with other features: run smolcode eval --replay again.");
        }

        return
        [
            .. report
                .RootElement.GetProperty("items")
                .EnumerateArray()
                .Select(item =>
                {
                    var expected = FirstLine(item.GetProperty("expected").GetString()!);
                    return new Row(
                        item.GetProperty("repo").GetString()!,
                        [
                            .. item.GetProperty("candidates")
                                .EnumerateArray()
                                .Where(c => c.GetProperty("passed").GetBoolean())
                                .Select(c =>
                                    (
                                        FirstLine(c.GetProperty("text").GetString()!),
                                        c.GetProperty("features").EnumerateArray().Select(f => f.GetDouble()).ToImmutableArray(),
                                        FirstLine(c.GetProperty("text").GetString()!) == expected
                                    )
                                ),
                        ]
                    );
                }),
        ];
    }

    private static string FirstLine(string text) => text.Trim().Split('\n')[0].Trim();

    private sealed record Row(string Repository, List<(string FirstLine, ImmutableArray<double> Features, bool Right)> Candidates)
    {
        private static readonly int Score = CandidateFeatures.Names.IndexOf("score");

        public bool LikeliestIsRight => Candidates.Count > 0 && Candidates.MaxBy(c => c.Features[Score]).Right;

        public Choice Best(RankingModel model) =>
            Candidates.Count == 0
                ? new Choice(0, Right: false)
                : model
                    .Probabilities(Candidates.Select(c => (c.FirstLine, c.Features)))
                    .Select(p => new Choice(p.Value, Candidates.First(c => c.FirstLine == p.Key).Right))
                    .MaxBy(c => c.Probability)!;
    }

    private sealed record Choice(double Probability, bool Right);
}
