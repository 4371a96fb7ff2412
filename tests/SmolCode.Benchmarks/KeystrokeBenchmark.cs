using System.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Microsoft.Extensions.Logging.Abstractions;
using SmolCode.CodeAnalysis;
using SmolCode.Completion;
using SmolCode.Inference;

namespace SmolCode.Benchmarks;

/// <summary>
/// What one more character costs: types lines of a file again, key by key, in its loaded project, and asks after every key. Reports the
/// tokens that were evaluated and the time that is not the model's.
/// </summary>
internal static class KeystrokeBenchmark
{
    private const int Keys = 120;
    private const int WarmUpKeys = 20;

    public static async Task<int> RunAsync(string project, string file)
    {
        await using var workspace = new CodeWorkspace();
        var clock = Stopwatch.StartNew();
        await workspace.OpenAsync(WorkspaceLocation.Resolve(project), trusted: true, progress: null, CancellationToken.None);
        Console.WriteLine(FormattableString.Invariant($"loaded: {workspace.Status.Documents} documents in {clock.ElapsedMilliseconds} ms"));
        await workspace.WhenIndexedAsync(CancellationToken.None);
        Console.WriteLine(FormattableString.Invariant($"indexed after {clock.ElapsedMilliseconds} ms"));

        await using var model = new EngineLanguageModel(
            EngineOptions.ForThisProgram() with
            {
                Command = "dotnet",
                Arguments = [Path.Combine(AppContext.BaseDirectory, "smolcode.dll"), "engine"],
            },
            NullLogger<EngineLanguageModel>.Instance
        );
        var info = await model.GetInfoAsync(CancellationToken.None);
        Console.WriteLine(
            FormattableString.Invariant(
                $"engine: {info.Layout}, {info.Threads} threads, prefill {info.PrefillTokensPerSecond:0}, decode {info.DecodeTokensPerSecond:0} tokens/s"
            )
        );

        var text = await File.ReadAllTextAsync(file);
        var service = new CompletionService(model, workspace);
        List<double> evaluated = [],
            own = [],
            check = [],
            context = [],
            total = [];
        List<(double Ms, string What)> slowest = [];
        var keys = 0;
        foreach (var position in Positions(text))
        {
            // The text right of the cursor is what stood there, less the line being typed.
            var lineEnd = text.IndexOf('\n', position);
            var typed = string.Concat(text.AsSpan(0, position), lineEnd < 0 ? "" : text.AsSpan(lineEnd));
            var started = Stopwatch.GetTimestamp();
            var snapshot = workspace.GetSnapshot(file, SourceText.From(typed), ++keys);
            var result = await service.CompleteAsync(snapshot, position, new CompletionOptions(), CancellationToken.None);
            if (result.PromptTokens == 0 || keys <= WarmUpKeys)
            {
                continue;
            }

            var all = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            evaluated.Add(result.PromptTokens - result.ReusedTokens);
            own.Add(all - result.Timings.PrefillMs - result.Timings.DecodeMs);
            context.Add(result.Timings.ContextMs);
            check.Add(result.Timings.CheckMs);
            total.Add(all);
            slowest.Add(
                (
                    own[^1],
                    FormattableString.Invariant(
                        $"{result.Hole?.Kind}, context {result.Timings.ContextMs:0} ms, check {result.Timings.CheckMs:0} ms of {result.Items.Length} ({result.Items.Count(i => i.Checks is not null)} checked): {typed[(typed.LastIndexOf('\n', position - 1) + 1)..position].Trim()}"
                    )
                )
            );
        }

        Console.WriteLine($"tokens evaluated a key      {new Distribution(evaluated)}");
        Console.WriteLine($"all but the model, ms       {new Distribution(own)}");
        Console.WriteLine($"  context, ms               {new Distribution(context)}");
        Console.WriteLine($"  check, ms                 {new Distribution(check)}");
        Console.WriteLine($"key to answer, ms           {new Distribution(total)}");
        Console.WriteLine("the slowest, all but the model:");
        foreach (var (ms, what) in slowest.OrderByDescending(s => s.Ms).Take(8))
        {
            Console.WriteLine(FormattableString.Invariant($"  {ms, 6:0.0} ms  {what}"));
        }

        return 0;
    }

    /// <summary>Ends of characters of code lines, from the middle of the file on.</summary>
    private static IEnumerable<int> Positions(string text)
    {
        var position = text.Length / 2;
        for (var count = 0; count < Keys && position < text.Length; position++)
        {
            var lineStart = text.LastIndexOf('\n', position - 1) + 1;
            if (
                text[position - 1] is not ('\n' or '\r' or ' ')
                && !text.AsSpan(lineStart, position - lineStart).TrimStart().StartsWith("//")
            )
            {
                count++;
                yield return position;
            }
        }
    }
}
