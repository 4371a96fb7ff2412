using System.Globalization;
using SmolCode.Testing;
using Spectre.Console;

namespace SmolCode.Output;

/// <summary>What <c>tests</c> prints for people: the code, then what was kept and dropped and what it is worth.</summary>
internal static class TestsView
{
    private const int MaxDropped = 12;

    /// <summary>Writes the result.</summary>
    public static void Write(Terminal terminal, TestGenerationResult result, IReadOnlyList<string> written, TestsDocument.RunInfo? run)
    {
        var console = terminal.Out;
        if (result.Text is { } text)
        {
            console.MarkupLineInterpolated($"[bold]{result.File}[/]{(result.Exists ? " (tests added)" : "")}");
            console.WriteLine(text);
            var kept = new Table().Border(TableBorder.Simple).AddColumns("kept", "origin", "kills", "branches");
            foreach (var test in result.Kept)
            {
                kept.AddRow(
                    Markup.Escape(test.Name),
                    test.Origin == TestOrigin.Contract ? "contract" : "characterisation",
                    test.Kills.ToString(CultureInfo.InvariantCulture),
                    test.Branches.ToString(CultureInfo.InvariantCulture)
                );
            }

            console.Write(Fitted(kept, result.Kept.Select(k => k.Name), 60));
        }
        else
        {
            console.MarkupLine("[yellow]No test is offered.[/]");
        }

        foreach (var finding in result.Findings)
        {
            console.MarkupLineInterpolated($"[red]finding[/] {finding.Member}: {finding.Message} ({finding.Code})");
        }

        var reasons = result.Dropped.GroupBy(d => d.Reason).OrderByDescending(g => g.Count()).ToList();
        foreach (var reason in reasons.Take(MaxDropped))
        {
            console.MarkupLineInterpolated(
                $"[grey]dropped[/] {(reason.Count() == 1 ? reason.First().Name : $"{reason.Count()} tests")}: {reason.Key}"
            );
        }

        console.MarkupLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"branches {result.BranchesBefore * 100:0}% → {result.BranchesAfter * 100:0}% · mutants {result.Killed} of {result.Mutants} killed · {result.Kept.Length} tests kept, {result.Dropped.Length} dropped · {result.Timings.TotalMs / 1000:0.0} s{(result.WithoutNetwork ? " · run without network" : "")}{(result.WithReadOnlyFiles ? " · files read-only" : "")}"
            )
        );
        foreach (var file in written)
        {
            console.MarkupLineInterpolated($"written {file}");
        }

        if (run is not null)
        {
            console.Markup(run.Passed ? "[green]passed[/]" : "[red]failed[/]");
            console.MarkupLineInterpolated($" {run.Command}: {run.Summary}");
        }
    }

    // A pipe has no width; the table is as wide as what it holds.
    private static Table Fitted(Table table, IEnumerable<string> names, int rest) =>
        table.Width(names.Select(n => n.Length).DefaultIfEmpty(0).Max() + rest);
}
