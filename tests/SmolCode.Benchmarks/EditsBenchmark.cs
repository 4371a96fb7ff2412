using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.Text;
using Microsoft.Extensions.Logging.Abstractions;
using SmolCode.CodeAnalysis;
using SmolCode.Completion;
using SmolCode.Evaluation.Quality;
using SmolCode.Inference;

namespace SmolCode.Benchmarks;

/// <summary>
/// What it is worth that the prompt minds where the user edited before: in commits of a repository that change several files one added line is
/// taken out, and the model is asked how likely it is, with the commit's other changes known as recent edits and without. Files are looked at
/// loosely, as the commit has them.
/// </summary>
internal static partial class EditsBenchmark
{
    private const int MostFiles = 12;
    private const int Seed = 1;

    /// <param name="repository">A clone with its history; its work tree is checked out anew for each commit, so not one that anybody works in.</param>
    /// <param name="folder">Folder of the sources, relative to it.</param>
    /// <param name="count">How many commits.</param>
    /// <param name="factors">By how much windows with recent edits count more.</param>
    public static async Task<int> RunAsync(string repository, string folder, int count, double[] factors)
    {
        await using var model = new EngineLanguageModel(
            EngineOptions.ForThisProgram() with
            {
                Command = "dotnet",
                Arguments = [Path.Combine(AppContext.BaseDirectory, "smolcode.dll"), "engine"],
            },
            NullLogger<EngineLanguageModel>.Instance
        );
        var random = new Random(Seed);
        var scores = factors.Select(_ => new List<double>()).ToArray();
        var changed = new int[factors.Length];
        foreach (var commit in Git(repository, "log", "--no-merges", "--format=%H", "-n", "4000", "HEAD", "--", folder).Split('\n'))
        {
            if (scores[0].Count == count)
            {
                break;
            }

            if (Hole(repository, folder, commit, random) is not var (file, line, edits))
            {
                continue;
            }

            Git(repository, "checkout", "-q", "-f", commit);
            await using var workspace = new CodeWorkspace();
            await workspace.OpenAsync(
                WorkspaceLocation.Resolve(Path.Combine(repository, folder)),
                trusted: false,
                null,
                CancellationToken.None
            );
            await workspace.WhenIndexedAsync(CancellationToken.None);
            var text = SourceText.From(await File.ReadAllTextAsync(file));
            var span = text.Lines[line].Span;
            var indented = text.ToString(span);
            var start = span.Start + indented.Length - indented.TrimStart().Length;
            var snapshot = workspace.GetSnapshot(
                file,
                text.WithChanges(new TextChange(TextSpan.FromBounds(start, span.End), "")),
                version: 1
            );
            var service = new CompletionService(model, workspace);
            FillInPrompt? before = null;
            for (var f = 0; f < factors.Length; f++)
            {
                var prompt = await service.PromptAsync(
                    snapshot,
                    start,
                    new CompletionOptions { RecentEdits = [.. edits] },
                    b => b,
                    SimilarCodeQuery.Default with
                    {
                        EditedFactor = factors[f],
                    },
                    CancellationToken.None
                );
                before ??= prompt;
                if (f > 0 && prompt.Context.SequenceEqual(before.Context))
                {
                    scores[f].Add(scores[0][^1]);
                    continue;
                }

                changed[f]++;
                var request = new ScoreRequest { Prompt = prompt, Continuations = [indented.Trim()] };
                scores[f].Add((await model.ScoreAsync(request, CancellationToken.None)).Scores[0].LogProbability);
            }

            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{commit[..8]} {Path.GetFileName(file)}:{line + 1} {string.Join(' ', scores.Select(s => s[^1].ToString("F2", CultureInfo.InvariantCulture)))} {indented.Trim()}"
                )
            );
        }

        for (var f = 0; f < factors.Length; f++)
        {
            var difference = PairedBootstrap.Difference([.. scores[f]], [.. scores[0]]);
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"factor {factors[f]}: {scores[f].Count} lines, {changed[f]} with another prompt, {scores[f].Average():F3} nats, {difference.Value:F3} [{difference.Low:F3}, {difference.High:F3}]"
                )
            );
        }

        return 0;
    }

    /// <summary>An added line of the commit that says something, and where else the commit changed things; null: it has none.</summary>
    private static (string File, int Line, List<RecentEdit> Edits)? Hole(string repository, string folder, string commit, Random random)
    {
        var file = "";
        var line = 0;
        List<RecentEdit> edits = [];
        List<(string File, int Line)> lines = [];
        foreach (var text in Git(repository, "diff", "-U0", "--no-renames", commit + "^", commit, "--", folder).Split('\n'))
        {
            if (text.StartsWith("+++ ", StringComparison.Ordinal))
            {
                file =
                    text.StartsWith("+++ b/", StringComparison.Ordinal) && text.EndsWith(".cs", StringComparison.Ordinal)
                        ? Path.GetFullPath(Path.Combine(repository, text[6..]))
                        : "";
            }
            else if (file.Length > 0 && Hunk().Match(text) is { Success: true } hunk)
            {
                line = int.Parse(hunk.Groups[1].ValueSpan, CultureInfo.InvariantCulture) - 1;
                edits.Add(new RecentEdit(file, Math.Max(0, line)));
            }
            else if (file.Length > 0 && text.StartsWith('+'))
            {
                if (Statement().IsMatch(text[1..]))
                {
                    lines.Add((file, line));
                }

                line++;
            }
        }

        var files = edits.Select(e => e.Path).Distinct().Count();
        if (files is < 2 or > MostFiles || lines.Count == 0)
        {
            return null;
        }

        // What stands in one new file says nothing of edits elsewhere; the line is one of those that the user may have come to last.
        var (chosen, at) = lines[random.Next(lines.Count)];
        return (chosen, at, [.. edits.Where(e => e.Path != chosen)]);
    }

    private static string Git(string repository, params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["-C", repository, .. arguments]) { RedirectStandardOutput = true })!;
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        return git.ExitCode == 0 ? output : throw new InvalidOperationException($"git {string.Join(' ', arguments)} failed.");
    }

    [GeneratedRegex(@"^@@ -\S+ \+(\d+)")]
    private static partial Regex Hunk();

    /// <summary>A whole statement, indented as one in a method is.</summary>
    [GeneratedRegex(@"^\s{8,}[\w(].{10,}[;{]\s*$")]
    private static partial Regex Statement();
}
