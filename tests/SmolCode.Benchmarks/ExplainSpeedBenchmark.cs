using System.Diagnostics;
using System.Globalization;
using Microsoft.CodeAnalysis.Text;
using SmolCode.CodeAnalysis;
using SmolCode.Explanation;

namespace SmolCode.Benchmarks;

/// <summary>How long the facts of a selection of 200 lines take, in every file that has as many: asked for the first time, again, and after a change.</summary>
internal static class ExplainSpeedBenchmark
{
    private const int Lines = 200;

    /// <summary>Runs it.</summary>
    /// <param name="path">A project that is trusted and restored.</param>
    /// <param name="isWarmed">Each document is explained ahead first, as the server does once it was opened.</param>
    public static async Task<int> RunAsync(string path, bool isWarmed)
    {
        await using var workspace = new CodeWorkspace();
        await workspace.OpenAsync(WorkspaceLocation.Resolve(path), trusted: true, progress: null, CancellationToken.None);
        await workspace.WhenIndexedAsync(CancellationToken.None);
        var service = new ExplanationService(null);
        var options = new ExplanationOptions { UseModel = false, CallerLimit = TimeSpan.Zero };
        var (first, again, changed, warming, rested) = (
            new List<double>(),
            new List<double>(),
            new List<double>(),
            new List<double>(),
            new List<double>()
        );
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
            if (isWarmed)
            {
                var started = Stopwatch.GetTimestamp();
                await service.WarmAsync(workspace.GetSnapshot(file, text, version: 0), 0, CancellationToken.None);
                warming.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }

            first.Add(await FactsMsAsync(text));
            again.Add(await FactsMsAsync(text));
            // A new version of the document: what was bound of the one before does not serve it.
            changed.Add(await FactsMsAsync(text.Replace(text.Lines[start].Start, 0, "/* changed */")));

            if (isWarmed)
            {
                // And one more, that the server has explained ahead at the rest after it.
                var edited = text.Replace(text.Lines[start].Start, 0, "/* changed again */");
                await service.WarmAsync(workspace.GetSnapshot(file, edited, version: 0), text.Lines[start].Start, CancellationToken.None);
                rested.Add(await FactsMsAsync(edited));
            }

            async Task<double> FactsMsAsync(SourceText asked)
            {
                var snapshot = workspace.GetSnapshot(file, asked, version: 0);
                return (await service.ExplainAsync(snapshot, selection, options, parts: null, CancellationToken.None)).Timings.FactsMs;
            }
        }

        if (first.Count == 0)
        {
            Console.WriteLine($"No file has {Lines + 20} lines.");
            return 1;
        }

        // The first of a process compiles the explainer, too.
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Path.GetFileName(path)}, {first.Count} selections of {Lines} lines: the very first {first[0]:F0} ms; facts at the first time {Of(first[1..])}; again {Of(again)}; after a change {Of(changed)}"
            )
        );
        if (isWarmed)
        {
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"explaining ahead: the first document {warming[0]:F0} ms, the others {Of(warming[1..])}; after a change and a rest {Of(rested)}; working set {Environment.WorkingSet / 1e6:F0} MB"
                )
            );
        }

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
