using System.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Microsoft.Extensions.Logging.Abstractions;
using SmolCode.CodeAnalysis;
using SmolCode.Completion;
using SmolCode.Inference;

namespace SmolCode.Benchmarks;

/// <summary>
/// What a new line costs, where more of the prompt changes than its end, and what it is worth to keep moved parts of the prompt in the cache
/// (<see cref="FillInPrompt.ReuseMoved"/>): goes down a file line by line and asks at the beginning of each and in its middle, with and
/// without, each in an engine of its own, taking turns.
/// </summary>
internal static class LinesBenchmark
{
    private const int Lines = 60;

    public static async Task<int> RunAsync(string project, string file)
    {
        await using var workspace = new CodeWorkspace();
        await workspace.OpenAsync(WorkspaceLocation.Resolve(project), trusted: true, progress: null, CancellationToken.None);
        await workspace.WhenIndexedAsync(CancellationToken.None);
        await using var exactModel = NewModel();
        await using var movedModel = NewModel();
        var sides = new[]
        {
            new Side("as it is", new CompletionService(exactModel, workspace), new CompletionOptions()),
            new Side("moved", new CompletionService(movedModel, workspace), new CompletionOptions { ReuseMoved = true }),
        };
        var text = await File.ReadAllTextAsync(file);
        var (version, same, asked) = (0, 0, 0);
        foreach (var (position, end) in Positions(text))
        {
            var expected = text[position..end].TrimEnd();
            var snapshot = workspace.GetSnapshot(
                file,
                SourceText.From(string.Concat(text.AsSpan(0, position), text.AsSpan(end))),
                ++version
            );
            var answers = new string?[sides.Length];
            for (var i = 0; i < sides.Length; i++)
            {
                // Who comes first takes turns.
                var side = (i + version) % sides.Length;
                answers[side] = await sides[side].AskAsync(snapshot, position, expected);
            }

            asked++;
            same += answers[0] == answers[1] ? 1 : 0;
        }

        foreach (var side in sides)
        {
            Console.WriteLine($"{side.Name}");
            Console.WriteLine($"  tokens evaluated        {new Distribution(side.Evaluated)}");
            Console.WriteLine($"  evaluating them, ms     {new Distribution(side.Prefill)}");
            Console.WriteLine($"  all, ms                 {new Distribution(side.Total)}");
            Console.WriteLine(FormattableString.Invariant($"  first line right        {side.Right} of {asked}"));
        }

        Console.WriteLine(FormattableString.Invariant($"same first line           {same} of {asked}"));
        return 0;
    }

    private static EngineLanguageModel NewModel() =>
        new(
            EngineOptions.ForThisProgram() with
            {
                Command = "dotnet",
                Arguments = [Path.Combine(AppContext.BaseDirectory, "smolcode.dll"), "engine"],
            },
            NullLogger<EngineLanguageModel>.Instance
        );

    /// <summary>Beginnings and middles of code lines, from the middle of the file on, with the lines' ends.</summary>
    private static IEnumerable<(int Position, int End)> Positions(string text)
    {
        var lines = SourceText.From(text).Lines;
        var asked = 0;
        for (var number = lines.Count / 2; number < lines.Count && asked < Lines; number++)
        {
            var line = lines[number].ToString();
            var code = line.Trim();
            if (code.Length < 4 || code.StartsWith("//", StringComparison.Ordinal))
            {
                continue;
            }

            asked++;
            var start = lines[number].Start + line.Length - line.TrimStart().Length;
            yield return (start, lines[number].End);
            yield return (start + code.Length / 2, lines[number].End);
        }
    }

    private sealed record Side(string Name, CompletionService Service, CompletionOptions Options)
    {
        public List<double> Evaluated { get; } = [];
        public List<double> Prefill { get; } = [];
        public List<double> Total { get; } = [];
        public int Right { get; private set; }

        public async Task<string?> AskAsync(DocumentSnapshot snapshot, int position, string expected)
        {
            var started = Stopwatch.GetTimestamp();
            var result = await Service.CompleteAsync(snapshot, position, Options, CancellationToken.None);
            Total.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            Evaluated.Add(result.PromptTokens - result.ReusedTokens);
            Prefill.Add(result.Timings.PrefillMs);
            var line = result.Items.FirstOrDefault()?.Text.Split('\n')[0].TrimEnd();
            Right += line == expected ? 1 : 0;
            return line;
        }
    }
}
