using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Microsoft.Extensions.Logging.Abstractions;
using SmolCode.CodeAnalysis;
using SmolCode.CodeAnalysis.Testing;
using SmolCode.Inference;
using SmolCode.Testing;
using SmolCode.Testing.Sandboxing;

namespace SmolCode.Benchmarks;

/// <summary>
/// Generates tests for a sample of a project's public members, one member at a time, then writes all of them into one real project, builds
/// it with the SDK and runs it three times with xUnit's own runner, in parallel and in another order each time. What is done is in a file, so
/// that a run that was ended goes on where it was.
/// </summary>
internal static class GeneratedTestsBenchmark
{
    /// <summary>What came of one member.</summary>
    /// <param name="Member">Path and position.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Tests">Tests that are offered.</param>
    /// <param name="Branches">Share of its branches that they take.</param>
    /// <param name="Killed">Mutants that they kill.</param>
    /// <param name="Mutants">Its mutants.</param>
    /// <param name="Seconds">How long it took.</param>
    /// <param name="Refused">It is not run, for what it reaches.</param>
    /// <param name="Failure">What the generator failed with.</param>
    /// <param name="ClassName">The class of the tests.</param>
    /// <param name="Text">Their file.</param>
    /// <param name="Proposed">Texts that the model proposed.</param>
    /// <param name="KeptProposals">Tests that are offered and pass one of them.</param>
    internal sealed record MemberResult(
        string Member,
        string Name,
        int Tests,
        double Branches,
        int Killed,
        int Mutants,
        double Seconds,
        bool Refused,
        string? Failure,
        string ClassName,
        string? Text,
        int Proposed,
        int KeptProposals
    );

    public static async Task<int> RunAsync(string project, int count, int seed, string? log, double minutes, bool useModel, string? write)
    {
        var until = minutes > 0 ? DateTime.UtcNow.AddMinutes(minutes) : DateTime.MaxValue;
        List<MemberResult> results =
            log is not null && File.Exists(log) ? [.. File.ReadLines(log).Select(l => JsonSerializer.Deserialize<MemberResult>(l)!)] : [];
        var done = results.Select(r => r.Member).ToHashSet(StringComparer.Ordinal);
        await using var workspace = new CodeWorkspace();
        var first = Directory.EnumerateFiles(Path.GetDirectoryName(project)!, "*.cs").First();
        _ = workspace.GetSnapshot(first, null, 0);
        await workspace.OpenAsync(WorkspaceLocation.Resolve(project), trusted: true, null, CancellationToken.None);
        await workspace.WhenIndexedAsync(CancellationToken.None);
        await workspace.WhenWarmAsync(CancellationToken.None);
        Console.WriteLine($"{project}: {workspace.Status.State} {workspace.Status.Message}");
        var trees = workspace
            .SourcePaths.Order(StringComparer.Ordinal)
            .Select(p => (Path: p, Root: CSharpSyntaxTree.ParseText(File.ReadAllText(p)).GetRoot()))
            .ToList();
        // One part of a type may say it for all.
        var publicTypes = trees
            .SelectMany(t => t.Root.DescendantNodes().OfType<TypeDeclarationSyntax>())
            .Where(t => t is not InterfaceDeclarationSyntax && t.Modifiers.Any(m => m.IsKind(SyntaxKind.PublicKeyword)))
            .Select(FullName)
            .ToHashSet(StringComparer.Ordinal);
        var members = trees.SelectMany(t => Members(t.Path, t.Root, publicTypes)).ToArray();
        new Random(seed).Shuffle(members);
        var program = Path.Combine(AppContext.BaseDirectory, "smolcode.dll");
        await using var model = useModel
            ? new EngineLanguageModel(
                EngineOptions.ForThisProgram() with
                {
                    Command = "dotnet",
                    Arguments = [program, "engine"],
                },
                NullLogger<EngineLanguageModel>.Instance
            )
            : null;
        if (model is not null)
        {
            // The first start prepares weights, which is no time of a member.
            await model.GetInfoAsync(CancellationToken.None);
        }

        var service = new TestGenerationService(new SandboxOptions { Command = "dotnet", Arguments = [program, "sandbox"] }, model);
        TestGenerationResult? last = null;
        foreach (var (path, position, name) in members)
        {
            var key = $"{Path.GetRelativePath(Path.GetDirectoryName(project)!, path)}:{position.ToString(CultureInfo.InvariantCulture)}";
            if (results.Count(r => r.Failure is null) >= count || DateTime.UtcNow > until)
            {
                break;
            }

            if (done.Contains(key))
            {
                continue;
            }

            MemberResult result;
            try
            {
                last = await service.GenerateAsync(
                    workspace.GetSnapshot(path, null, 0),
                    new TextSpan(position, 0),
                    new TestGenerationOptions(),
                    null,
                    CancellationToken.None
                );
                result = new MemberResult(
                    key,
                    name,
                    last.Kept.Length,
                    last.BranchesAfter,
                    last.Killed,
                    last.Mutants,
                    last.Timings.TotalMs / 1000,
                    last.Dropped.Any(d => d.Reason.StartsWith("it is not run", StringComparison.Ordinal)),
                    null,
                    Path.GetFileNameWithoutExtension(last.File),
                    last.Text,
                    last.Proposed,
                    last.Kept.Count(k => k.IsProposed)
                );
                Console.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{key} {name}: {result.Tests} tests, branches {result.Branches:0.00}, mutants {result.Killed}/{result.Mutants}, {result.Seconds:0.0} s{(result.Tests > 0 ? "" : " - " + string.Join("; ", last.Dropped.GroupBy(d => d.Reason).OrderByDescending(g => g.Count()).Take(3).Select(g => g.Key)))}"
                    )
                );
            }
            catch (TestSubjectException e) when (e.Message.StartsWith("There is no member", StringComparison.Ordinal))
            {
                Console.WriteLine($"{key} {name}: not a subject: {e.Message}");
                continue;
            }
            catch (TestSubjectException e)
            {
                // It goes without a test, as far as a user is concerned.
                result = new MemberResult(key, name, 0, 0, 0, 0, 0, false, null, "", null, 0, 0);
                Console.WriteLine($"{key} {name}: 0 tests - {e.Message}");
            }
            catch (Exception e)
            {
                result = new MemberResult(key, name, 0, 0, 0, 0, 0, false, e.ToString(), "", null, 0, 0);
                Console.WriteLine($"{key} {name}: FAILED {e}");
            }

            results.Add(result);
            if (log is not null)
            {
                await File.AppendAllTextAsync(log, JsonSerializer.Serialize(result) + "\n");
            }
        }

        var failed = results.Count(r => r.Failure is not null);
        results.RemoveAll(r => r.Failure is not null);
        var refused = results.Count(r => r.Refused);
        var covered = results.Where(r => r.Tests > 0).ToList();
        var seconds = results.Select(r => r.Seconds).Order().ToList();
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
                members                        {results.Count} (of {members.Length}; {failed} failures of the generator)
                members with at least one test {Share(covered.Count, results.Count)}
                not run for what they reach    {refused}
                tests offered                  {results.Sum(r => r.Tests)}
                texts by the model             {results.Sum(r => r.Proposed)} proposed for {results.Count(r =>
                    r.Proposed > 0
                )} members; {results.Sum(r => r.KeptProposals)} tests of {results.Count(r => r.KeptProposals > 0)} members pass one
                branch coverage, mean          {covered.Select(r => r.Branches).DefaultIfEmpty(0).Average():0.000} of covered members
                mutants killed                 {Share(covered.Sum(r => r.Killed), covered.Sum(r => r.Mutants))} of covered members, {Share(
                    results.Sum(r => r.Killed),
                    results.Sum(r => r.Mutants)
                )} of all
                seconds a member               median {(seconds.Count == 0 ? 0 : seconds[seconds.Count / 2]):0.0}, 95 % {(
                    seconds.Count == 0 ? 0 : seconds[seconds.Count * 95 / 100]
                ):0.0}
                """
            )
        );
        if (covered.Count > 0 && last is null)
        {
            // The project that is planned is the same for every member.
            var (path, position, _) = members.First(m => covered.Any(c => c.Member.EndsWith($":{m.Position}", StringComparison.Ordinal)));
            last = await service.GenerateAsync(
                workspace.GetSnapshot(path, null, 0),
                new TextSpan(position, 0),
                new TestGenerationOptions { MutationBudget = TimeSpan.Zero },
                null,
                CancellationToken.None
            );
        }

        if (covered.Count == 0)
        {
            return 1;
        }

        var folder = write is null
            ? Directory.CreateTempSubdirectory("smolcode-generated-").FullName
            : Directory.CreateDirectory(Path.GetFullPath(Path.Combine(write, "tests"))).FullName;
        var code = await BuildAndRunAsync(covered, last!, folder);
        if (write is null)
        {
            Directory.Delete(folder, recursive: true);
        }
        else
        {
            await StrykerJudgement.WriteAsync(Path.Combine(write, "judged"), project, results);
        }

        return code;
    }

    private static async Task<int> BuildAndRunAsync(List<MemberResult> results, TestGenerationResult planned, string folder)
    {
        var project = Path.Combine(folder, planned.TestProject.Name + ".csproj");
        var reference = planned.ProjectPath;
        var text =
            planned.TestProject.NewProjectFile ?? throw new InvalidOperationException("Name a project without the test project beside it.");
        var from = text.IndexOf("<ProjectReference Include=\"", StringComparison.Ordinal) + "<ProjectReference Include=\"".Length;
        await File.WriteAllTextAsync(project, text[..from] + reference + text[text.IndexOf('"', from)..]);
        await File.WriteAllTextAsync(Path.Combine(folder, "Directory.Build.props"), "<Project/>");
        await File.WriteAllTextAsync(Path.Combine(folder, "Directory.Build.targets"), "<Project/>");
        await File.WriteAllTextAsync(Path.Combine(folder, "Directory.Packages.props"), "<Project/>");
        for (var i = 0; i < results.Count; i++)
        {
            var name = results[i].ClassName;
            await File.WriteAllTextAsync(
                Path.Combine(folder, $"{name}{i}.cs"),
                results[i].Text!.Replace($"class {name}\n", $"class {name}{i}\n", StringComparison.Ordinal)
            );
        }

        var (code, output) = await DotnetAsync(folder, "build", project, "-v", "q");
        var errors = output.Split('\n').Where(l => l.Contains("error CS", StringComparison.Ordinal)).Distinct().ToList();
        var broken = errors.Select(e => e.Split('(')[0]).Distinct().Count();
        Console.WriteLine($"files that compile in the real project {Share(results.Count - broken, results.Count)}");
        foreach (var error in errors.Take(10))
        {
            Console.WriteLine("  " + error);
        }

        if (code != 0)
        {
            Console.WriteLine(output.Length > 1500 ? output[^1500..] : output);
            return 1;
        }

        for (var run = 0; run < 3; run++)
        {
            // The seed comes first, and is what the order of the tests is drawn with.
            var (passed, report) = await DotnetAsync(
                folder,
                "run",
                "--project",
                project,
                "--no-build",
                "--",
                $":{run + 1}",
                "-noColor",
                "-parallelMode",
                "all"
            );
            Console.WriteLine(
                $"run {run + 1}: exit code {passed}: {report.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault(l => l.Contains("Total", StringComparison.Ordinal))?.Trim()}"
            );
            foreach (var line in report.Split('\n').Where(l => l.Contains("[FAIL]", StringComparison.Ordinal)).Take(10))
            {
                Console.WriteLine("  " + line.Trim());
            }
        }

        return 0;
    }

    private static async Task<(int Code, string Output)> DotnetAsync(string folder, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo("dotnet", arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = folder,
            }
        )!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await error);
    }

    private static string FullName(TypeDeclarationSyntax type) =>
        string.Join(
            '.',
            type.AncestorsAndSelf()
                .Select(a =>
                    a switch
                    {
                        TypeDeclarationSyntax t => $"{t.Identifier.Text}`{t.TypeParameterList?.Parameters.Count ?? 0}",
                        BaseNamespaceDeclarationSyntax n => n.Name.ToString(),
                        _ => "",
                    }
                )
                .Where(n => n.Length > 0)
                .Reverse()
        );

    private static IEnumerable<(string Path, int Position, string Name)> Members(string path, SyntaxNode root, HashSet<string> publicTypes)
    {
        return root.DescendantNodes()
            .OfType<MemberDeclarationSyntax>()
            .Where(m =>
                m is BaseMethodDeclarationSyntax or PropertyDeclarationSyntax or IndexerDeclarationSyntax
                && m.Modifiers.Any(x => x.IsKind(SyntaxKind.PublicKeyword))
                && !m.Modifiers.Any(x => x.IsKind(SyntaxKind.AbstractKeyword))
                && m.Ancestors()
                    .OfType<TypeDeclarationSyntax>()
                    .All(t => t is not InterfaceDeclarationSyntax && publicTypes.Contains(FullName(t)))
            )
            .Select(m =>
                m switch
                {
                    MethodDeclarationSyntax x => (path, x.Identifier.SpanStart, x.Identifier.Text),
                    ConstructorDeclarationSyntax x => (path, x.Identifier.SpanStart, "constructor"),
                    PropertyDeclarationSyntax x => (path, x.Identifier.SpanStart, x.Identifier.Text),
                    IndexerDeclarationSyntax x => (path, x.ThisKeyword.SpanStart, "indexer"),
                    OperatorDeclarationSyntax x => (path, x.OperatorKeyword.SpanStart, "operator " + x.OperatorToken.Text),
                    _ => (path, m.SpanStart, "member"),
                }
            );
    }

    internal static string Share(int part, int whole) =>
        whole == 0 ? "-" : string.Create(CultureInfo.InvariantCulture, $"{100.0 * part / whole:0.0} % ({part} of {whole})");
}
