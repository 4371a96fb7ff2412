using System.Globalization;
using Microsoft.CodeAnalysis.Text;
using Microsoft.Extensions.Logging.Abstractions;
using SmolCode.CodeAnalysis;
using SmolCode.Completion;
using SmolCode.Completion.Prompts;
using SmolCode.Evaluation;
using SmolCode.Evaluation.Quality;
using SmolCode.Inference;

namespace SmolCode.Benchmarks;

/// <summary>
/// What each part of the prompt is worth: how much likelier (natural logarithm) the model finds the line that stood in a hole with the part
/// than without it, and for how many tokens. That tells more from few holes than whether the best candidate is right.
/// </summary>
internal static class ContextBenchmark
{
    /// <summary>Scores the first line of every hole under the prompt of every policy, and prints each policy against the first.</summary>
    public static async Task<int> RunAsync(string holes, string root, string project, string[] policies, string? output)
    {
        var rows = await HoleFile.ReadAsync(holes, CancellationToken.None);
        await using var workspace = new CodeWorkspace();
        await workspace.OpenAsync(WorkspaceLocation.Resolve(project), trusted: true, progress: null, CancellationToken.None);
        await workspace.WhenIndexedAsync(CancellationToken.None);
        await using var model = new EngineLanguageModel(
            EngineOptions.ForThisProgram() with
            {
                Command = "dotnet",
                Arguments = [Path.Combine(AppContext.BaseDirectory, "smolcode.dll"), "engine"],
            },
            NullLogger<EngineLanguageModel>.Instance
        );
        var service = new CompletionService(model, workspace);
        var parsed = policies.Select(Parse).ToArray();
        var scores = parsed.Select(_ => new List<double>()).ToArray();
        var tokens = parsed.Select(_ => new List<double>()).ToArray();
        for (var i = 0; i < rows.Count; i++)
        {
            var punched = PunchedDocument.Open(rows[i], root, i + 1);
            var snapshot = workspace.GetSnapshot(punched.FilePath, SourceText.From(punched.Text), version: i + 1);
            for (var p = 0; p < parsed.Length; p++)
            {
                var prompt = await service.PromptAsync(
                    snapshot,
                    punched.Position,
                    new() { Policy = parsed[p].Policy },
                    parsed[p].Spend,
                    parsed[p].Query,
                    CancellationToken.None
                );
                var result = await model.ScoreAsync(
                    new ScoreRequest { Prompt = prompt, Continuations = [TextComparison.FirstLine(rows[i].Expected)] },
                    CancellationToken.None
                );
                scores[p].Add(result.Scores[0].LogProbability);
                tokens[p].Add(result.PromptTokens);
                if (output is not null)
                {
                    await File.AppendAllTextAsync(
                        output,
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{rows[i].Repository}\t{rows[i].Path}\t{rows[i].Offset}\t{rows[i].Kind}\t{policies[p]}\t{result.PromptTokens}\t{result.Scores[0].LogProbability:F4}\n"
                        )
                    );
                }
            }
        }

        for (var p = 0; p < parsed.Length; p++)
        {
            var difference = PairedBootstrap.Difference([.. scores[p]], [.. scores[0]]);
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{policies[p], -36} {tokens[p].Average(), 6:F0} tokens  {scores[p].Average(), 8:F3} nats  {difference.Value, 7:F3} [{difference.Low:F3}, {difference.High:F3}]"
                )
            );
        }

        return 0;
    }

    /// <summary>
    /// A policy, and behind an @ how the budget is spent, and what a line of the same shape counts in percent of an identifier:
    /// <c>no-facts@prefix=500,windows=1,shapes=100</c>.
    /// </summary>
    private static (CompletionPolicy Policy, Func<TokenBudget, TokenBudget> Spend, SimilarCodeQuery Query) Parse(string text)
    {
        var parts = text.Split('@');
        Func<TokenBudget, TokenBudget> spend = b => b;
        var query = SimilarCodeQuery.Default;
        foreach (var change in parts is [_, var changes] ? changes.Split(',') : [])
        {
            var (before, value) = (
                spend,
                int.Parse(change[(change.IndexOf('=', StringComparison.Ordinal) + 1)..], CultureInfo.InvariantCulture)
            );
            if (change.StartsWith("shapes=", StringComparison.Ordinal))
            {
                query = query with { ShapeWeight = value / 100.0 };
                continue;
            }

            spend = change[..change.IndexOf('=', StringComparison.Ordinal)] switch
            {
                "prefix" => b => before(b) with { Prefix = value },
                "suffix" => b => before(b) with { Suffix = value },
                "facts" => b => before(b) with { Facts = value },
                "windows" => b => before(b) with { Windows = value },
                "total" => b => before(b) with { Total = value },
                var name => throw new FormatException(
                    $"Unknown part of the budget: {name}. Known: prefix, suffix, facts, windows, total, shapes."
                ),
            };
        }

        return (CompletionPolicy.Parse(parts[0]), spend, query);
    }
}
