using System.Globalization;
using Microsoft.CodeAnalysis.Text;
using SmolCode.CodeAnalysis;
using SmolCode.Explanation;

namespace SmolCode.Benchmarks;

/// <summary>How long the facts of a selection of 200 lines take, in every file that has as many: asked for the first time, and again.</summary>
internal static class ExplainSpeedBenchmark
{
    private const int Lines = 200;

    /// <summary>Runs it.</summary>
    /// <param name="path">A project that is trusted and restored.</param>
    public static async Task<int> RunAsync(string path)
    {
        await using var workspace = new CodeWorkspace();
        await workspace.OpenAsync(WorkspaceLocation.Resolve(path), trusted: true, progress: null, CancellationToken.None);
        await workspace.WhenIndexedAsync(CancellationToken.None);
        var service = new ExplanationService(null);
        var options = new ExplanationOptions { UseModel = false, CallerLimit = TimeSpan.Zero };
        var (first, again) = (new List<double>(), new List<double>());
        var files = Directory
            .EnumerateFiles(Path.GetDirectoryName(path)!, "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Replace('\\', '/').Contains("/obj/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
        foreach (var file in files)
        {
            var text = SourceText.From(await File.ReadAllTextAsync(file));
            if (text.Lines.Count < Lines + 20)
            {
                continue;
            }

            // From the middle of the file, so that it is members and not the head.
            var start = (text.Lines.Count - Lines) / 2;
            var selection = TextSpan.FromBounds(text.Lines[start].Start, text.Lines[start + Lines - 1].End);
            for (var round = 0; round < 2; round++)
            {
                var result = await service.ExplainAsync(
                    workspace.GetSnapshot(file, text, version: round),
                    selection,
                    options,
                    parts: null,
                    CancellationToken.None
                );
                (round == 0 ? first : again).Add(result.Timings.FactsMs);
            }
        }

        if (first.Count == 0)
        {
            Console.WriteLine($"No file has {Lines + 20} lines.");
            return 1;
        }

        // The first of a process reads the framework's documentation.
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Path.GetFileName(path)}, {first.Count} selections of {Lines} lines: the very first {first[0]:F0} ms; facts at the first time {Of(first[1..])}; again {Of(again)}"
            )
        );
        return 0;
    }

    private static string Of(List<double> times)
    {
        if (times.Count == 0)
        {
            return "-";
        }

        times.Sort();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"p50 {times[times.Count / 2]:F1} ms, p95 {times[(int)(times.Count * 0.95)]:F1} ms, {times.Count(t => t <= 100) * 100 / times.Count} % within 100 ms"
        );
    }
}
