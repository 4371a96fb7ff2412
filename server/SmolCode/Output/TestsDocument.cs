using System.Text.Json;
using SmolCode.Testing;

namespace SmolCode.Output;

/// <summary>The JSON document of <c>tests --json</c>; names are the contract's.</summary>
internal sealed record TestsDocument(
    string File,
    string Framework,
    IReadOnlyList<TestsDocument.Kept> KeptTests,
    IReadOnlyList<TestsDocument.Dropped> DroppedTests,
    IReadOnlyList<TestsDocument.BrokenContract> Findings,
    TestsDocument.Coverage BranchCoverage,
    TestsDocument.MutantCount Mutants,
    TestsDocument.TestTimingInfo Timings,
    string? Text,
    string Project,
    IReadOnlyList<string> Members,
    IReadOnlyList<string> WrittenFiles,
    TestsDocument.RunInfo? Run,
    bool WithoutNetwork,
    bool WithReadOnlyFiles
)
{
    /// <summary>Tests that are offered.</summary>
    [System.Text.Json.Serialization.JsonPropertyName("kept")]
    public IReadOnlyList<Kept> KeptTests { get; init; } = KeptTests;

    /// <summary>Tests that are not.</summary>
    [System.Text.Json.Serialization.JsonPropertyName("dropped")]
    public IReadOnlyList<Dropped> DroppedTests { get; init; } = DroppedTests;

    internal sealed record Kept(string Name, string Member, string Origin, int Kills, int Branches);

    internal sealed record Dropped(string Name, string Reason);

    internal sealed record BrokenContract(string Member, string Message, string Code);

    internal sealed record Coverage(double Before, double After);

    internal sealed record MutantCount(int Total, int Killed, IReadOnlyList<string> Survivors);

    internal sealed record TestTimingInfo(
        double WorkspaceMs,
        double PlanMs,
        double CompileMs,
        double RunMs,
        double MutateMs,
        double TotalMs
    );

    internal sealed record RunInfo(bool Passed, string Command, string Summary);

    /// <summary>Makes the document of a result.</summary>
    public static TestsDocument Of(TestGenerationResult result, double workspaceMs, IReadOnlyList<string> written, RunInfo? run) =>
        new(
            result.File,
            JsonNamingPolicy.CamelCase.ConvertName(result.TestProject.Framework.ToString()).ToLowerInvariant(),
            [
                .. result.Kept.Select(k => new Kept(
                    k.Name,
                    k.Member,
                    JsonNamingPolicy.CamelCase.ConvertName(k.Origin.ToString()),
                    k.Kills,
                    k.Branches
                )),
            ],
            [.. result.Dropped.Select(d => new Dropped(d.Name, d.Reason))],
            [.. result.Findings.Select(f => new BrokenContract(f.Member, f.Message, f.Code))],
            new Coverage(Math.Round(result.BranchesBefore, 4), Math.Round(result.BranchesAfter, 4)),
            new MutantCount(result.Mutants, result.Killed, result.Survivors),
            new TestTimingInfo(
                Math.Round(workspaceMs, 1),
                Math.Round(result.Timings.PlanMs, 1),
                Math.Round(result.Timings.CompileMs, 1),
                Math.Round(result.Timings.RunMs, 1),
                Math.Round(result.Timings.MutateMs, 1),
                Math.Round(result.Timings.TotalMs, 1)
            ),
            result.Text,
            result.TestProject.Name,
            result.Members,
            written,
            run,
            result.WithoutNetwork,
            result.WithReadOnlyFiles
        );
}
