using System.Globalization;
using Newtonsoft.Json.Linq;
using SmolCode.VisualStudio.Documents;

namespace SmolCode.VisualStudio.Tests;

/// <summary>What <c>smolcode/generateTests</c> answered.</summary>
/// <param name="File">Absolute path of the test file.</param>
/// <param name="Framework">The test framework.</param>
/// <param name="Edit">What to change; null: no test is offered.</param>
/// <param name="Kept">The tests that are offered.</param>
/// <param name="Dropped">The tests that are not.</param>
/// <param name="Findings">What was noticed.</param>
/// <param name="BranchesBefore">Share of the branches that run before.</param>
/// <param name="BranchesAfter">Share of the branches that run with the tests.</param>
/// <param name="Mutants">Mutants that were tried.</param>
/// <param name="Killed">Mutants that a test noticed.</param>
public sealed record GeneratedTests(
    string File,
    string Framework,
    WorkspaceEdit? Edit,
    IReadOnlyList<KeptTest> Kept,
    IReadOnlyList<DroppedTest> Dropped,
    IReadOnlyList<TestFinding> Findings,
    double BranchesBefore,
    double BranchesAfter,
    int Mutants,
    int Killed
)
{
    /// <summary>One line of what came of it.</summary>
    public string Summary =>
        Kept.Count == 0
            ? "No test is offered. " + (Dropped.Count == 0 ? "" : Dropped[0].Reason)
            : $"{Kept.Count} tests, built and run: branches {Percent(BranchesBefore)} → {Percent(BranchesAfter)}, {Killed} of {Mutants} mutants killed.";

    /// <summary>The whole table, as lines of plain text.</summary>
    public IReadOnlyList<string> Table =>
        [
            $"{File} ({Framework})",
            Summary,
            .. Kept.Select(t => $"  + {t.Name} ({t.Origin})"),
            .. Dropped.Select(t => $"  - {t.Name}: {t.Reason}"),
            .. Findings.Select(f => $"  ! {f.Member}: {f.Message}"),
        ];

    /// <summary>Reads an answer; null when it is something else. An edit that this client can't make is no edit.</summary>
    public static GeneratedTests? Read(JToken json)
    {
        if (json is not JObject || json["file"] is not { Type: JTokenType.String } file)
        {
            return null;
        }

        return new GeneratedTests(
            (string)file!,
            Text(json["framework"]),
            WorkspaceEdit.Read(json["edit"]),
            [.. Objects(json["kept"]).Select(t => new KeptTest(Text(t["name"]), Text(t["origin"])))],
            [.. Objects(json["dropped"]).Select(t => new DroppedTest(Text(t["name"]), Text(t["reason"])))],
            [.. Objects(json["findings"]).Select(f => new TestFinding(Text(f["member"]), Text(f["message"])))],
            Number(json["branchCoverage"]?["before"]),
            Number(json["branchCoverage"]?["after"]),
            (int)Number(json["mutants"]?["total"]),
            (int)Number(json["mutants"]?["killed"])
        );
    }

    private static string Text(JToken? json) => json is { Type: JTokenType.String } ? (string)json! : "";

    private static double Number(JToken? json) => json is { Type: JTokenType.Integer or JTokenType.Float } ? (double)json : 0;

    private static IEnumerable<JObject> Objects(JToken? json) => (json as JArray ?? []).OfType<JObject>();

    private static string Percent(double share) => Math.Round(share * 100).ToString(CultureInfo.InvariantCulture) + " %";
}
