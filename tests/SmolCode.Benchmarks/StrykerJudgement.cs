using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace SmolCode.Benchmarks;

/// <summary>
/// What Stryker.NET says of generated tests: it is told to mutate the declarations of the members that tests were generated for, each from
/// its first character to its last, and its mutants are counted by the member that they are in.
/// </summary>
internal static class StrykerJudgement
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>
    /// Writes a project with the same test files on xUnit 2, and the configuration beside it: the processes that xUnit 3 tests run in are
    /// not mutated through VSTest, and Stryker's runner for the other platform finds no coverage yet. All members of the sample are mutated,
    /// those without a test too.
    /// </summary>
    public static async Task WriteAsync(string folder, string project, IReadOnlyCollection<GeneratedTestsBenchmark.MemberResult> results)
    {
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(
            Path.Combine(folder, Path.GetFileNameWithoutExtension(project) + ".Judged.csproj"),
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net{Environment.Version.Major}.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <IsTestProject>true</IsTestProject>
              </PropertyGroup>
              <ItemGroup>
                <Compile Include="../tests/*.cs" />
                <PackageReference Include="xunit" Version="2.9.3" />
                <PackageReference Include="xunit.runner.visualstudio" Version="4.0.1" />
                <PackageReference Include="Microsoft.NET.Test.Sdk" Version="18.11.0" />
                <ProjectReference Include="{project}" />
              </ItemGroup>
            </Project>

            """
        );
        var configuration = new JsonObject
        {
            ["stryker-config"] = new JsonObject
            {
                ["project"] = Path.GetFileName(project),
                ["test-runner"] = "vstest",
                // A busy machine is no endless loop.
                ["additional-timeout"] = 30000,
                ["reporters"] = new JsonArray("json"),
                ["mutate"] = new JsonArray([.. results.Select(r => (JsonNode)Pattern(project, r))]),
            },
        };
        await File.WriteAllTextAsync(Path.Combine(folder, "stryker-config.json"), configuration.ToJsonString(Indented));
    }

    /// <summary>Counts the mutants of a report, of members with a test and of all.</summary>
    /// <param name="project">The project file under test.</param>
    /// <param name="log">What <c>tests-repo</c> logged.</param>
    /// <param name="report">Stryker's <c>mutation-report.json</c>.</param>
    public static int Run(string project, string log, string report)
    {
        var members = File.ReadLines(log)
            .Select(l => JsonSerializer.Deserialize<GeneratedTestsBenchmark.MemberResult>(l)!)
            .Where(r => r.Failure is null)
            .Select(r => (Result: r, Declaration: Declaration(project, r)))
            .ToLookup(m => m.Declaration.Path);
        List<(GeneratedTestsBenchmark.MemberResult Member, string Status, string Change)> mutants = [];
        foreach (var (path, file) in JsonNode.Parse(File.ReadAllText(report))!["files"]!.AsObject())
        {
            var full = Path.GetFullPath(path, Path.GetDirectoryName(project)!);
            if (!members.Contains(full))
            {
                continue;
            }

            var text = SourceText.From(File.ReadAllText(full));
            foreach (var mutant in file!["mutants"]!.AsArray())
            {
                var start = mutant!["location"]!["start"]!;
                var at = text.Lines[start["line"]!.GetValue<int>() - 1].Start + start["column"]!.GetValue<int>() - 1;
                var owner = members[full]
                    .Where(m => m.Declaration.Span.Contains(at))
                    .OrderBy(m => m.Declaration.Span.Length)
                    .Select(m => m.Result)
                    .FirstOrDefault();
                var status = mutant["status"]!.GetValue<string>();
                // What Stryker filtered out, or what does not compile, is no mutant.
                if (owner is not null && status is not ("Ignored" or "CompileError" or "Pending"))
                {
                    mutants.Add((owner, status, $"{mutant["mutatorName"]}: {mutant["replacement"]}"));
                }
            }
        }

        void Print(string name, IReadOnlyCollection<(GeneratedTestsBenchmark.MemberResult Member, string Status, string Change)> some) =>
            Console.WriteLine(
                $"{name}: {some.Select(m => m.Member.Member).Distinct().Count()} members with mutants, killed or timed out {GeneratedTestsBenchmark.Share(some.Count(m => m.Status is "Killed" or "Timeout"), some.Count)}; "
                    + string.Join(", ", some.CountBy(m => m.Status).Select(s => $"{s.Key} {s.Value}"))
            );
        Print("members with a test", [.. mutants.Where(m => m.Member.Tests > 0)]);
        Print("all members", mutants);
        foreach (
            var (kind, count) in mutants
                .Where(m => m.Member.Tests > 0 && m.Status is "Survived" or "NoCoverage")
                .CountBy(m => $"{m.Status}, {m.Change.Split(':')[0]}")
                .OrderByDescending(k => k.Value)
                .Take(12)
        )
        {
            Console.WriteLine($"  {count} {kind}");
        }

        return 0;
    }

    private static string Pattern(string project, GeneratedTestsBenchmark.MemberResult result)
    {
        var (path, span) = Declaration(project, result);
        var relative = Path.GetRelativePath(Path.GetDirectoryName(project)!, path).Replace('\\', '/');
        return string.Create(CultureInfo.InvariantCulture, $"{relative}{{{span.Start}..{span.End}}}");
    }

    private static (string Path, TextSpan Span) Declaration(string project, GeneratedTestsBenchmark.MemberResult result)
    {
        var colon = result.Member.LastIndexOf(':');
        var path = Path.GetFullPath(result.Member[..colon], Path.GetDirectoryName(project)!);
        var root = CSharpSyntaxTree.ParseText(File.ReadAllText(path)).GetRoot();
        var position = int.Parse(result.Member[(colon + 1)..], CultureInfo.InvariantCulture);
        return (path, root.FindToken(position).Parent!.FirstAncestorOrSelf<MemberDeclarationSyntax>()!.Span);
    }
}
