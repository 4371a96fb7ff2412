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
    private const double DefaultPenalty = 3;

    /// <summary>Trains, and writes the model.</summary>
    public static int Run(string output, IReadOnlyList<string> arguments)
    {
        var (penalty, reports) = arguments is ["--penalty", var value, ..]
            ? (double.Parse(value, CultureInfo.InvariantCulture), arguments.Skip(2).ToList())
            : (DefaultPenalty, arguments);
        var sets = reports.Select(Read).ToList();
        var scores = CandidateFeatures.Names.IndexOf("score");
        Console.WriteLine("held out | holes | by score | by a model of the others | any | calibration error");
        foreach (var (i, held) in sets.Index())
        {
            var model = Fit(sets.Where((_, j) => j != i));
            Tell(Path.GetFileNameWithoutExtension(reports[i]), held, f => model.Probability(f));
        }

        Curve(sets);
        var all = Fit(sets);
        Tell("none (fitted to all)", [.. sets.SelectMany(s => s)], f => all.Probability(f));
        File.WriteAllText(output, all.ToSource());
        foreach (var (name, weight) in CandidateFeatures.Names.Zip(all.Weights))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name, -18}{weight, 10:0.000}"));
        }

        return 0;

        RankingModel Fit(IEnumerable<List<Row>> training)
        {
            var candidates = training.SelectMany(s => s).SelectMany(r => r.Candidates).ToList();
            return RankingTraining.Fit(
                candidates,
                penalty,
                $"{string.Join(", ", sets.SelectMany(s => s).Select(r => r.Repository).Distinct().Order())}: {candidates.Count} candidates"
            );
        }

        // What would be shown at a threshold, and how much of it is right: each report ranked by a model of the others.
        void Curve(List<List<Row>> all)
        {
            var best = all.Index()
                .SelectMany(set =>
                {
                    var model = Fit(all.Where((_, j) => j != set.Index));
                    return set.Item.Select(r =>
                        r.Candidates.Select(c => (P: model.Probability(c.Features), c.Right))
                            .DefaultIfEmpty((P: 0, Right: false))
                            .MaxBy(c => c.P)
                    );
                })
                .ToList();
            Console.WriteLine("threshold | shown | right of them");
            foreach (var threshold in Enumerable.Range(0, 20).Select(i => i / 20.0))
            {
                var shown = best.Where(b => b.P > 0 && b.P >= threshold).ToList();
                Console.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{threshold:0.00} | {100.0 * shown.Count / best.Count:0.0} | {100.0 * shown.Count(b => b.Right) / Math.Max(1, shown.Count):0.0}"
                    )
                );
            }
        }

        void Tell(string name, IReadOnlyCollection<Row> rows, Func<ImmutableArray<double>, double> probability)
        {
            var best = rows.Where(r => r.Candidates.Count > 0).Select(r => r.Candidates.MaxBy(c => probability(c.Features))).ToList();
            var error = best.GroupBy(b => Math.Min(9, (int)(probability(b.Features) * 10)))
                .Sum(g => Math.Abs(g.Average(b => b.Right ? 1.0 : 0) - g.Average(b => probability(b.Features))) * g.Count() / best.Count);
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{name} | {rows.Count} | {Share(rows, r => r.Candidates.MaxBy(c => c.Features[scores])):0.0} | {Share(rows, r => r.Candidates.MaxBy(c => probability(c.Features))):0.0} | {100.0 * rows.Count(r => r.Candidates.Any(c => c.Right)) / rows.Count:0.0} | {error:0.000}"
                )
            );
        }
    }

    private static double Share(IReadOnlyCollection<Row> rows, Func<Row, (ImmutableArray<double> Features, bool Right)> choose) =>
        100.0 * rows.Count(r => r.Candidates.Count > 0 && choose(r).Right) / rows.Count;

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

    private sealed record Row(string Repository, List<(ImmutableArray<double> Features, bool Right)> Candidates);
}
