using System.Text.Json;
using SmolCode.TestSupport;

namespace SmolCode.EndToEnd.Tests;

/// <summary><c>smolcode eval</c> from making holes to the report.</summary>
public sealed class EvalCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task Holes_are_made_evaluated_and_reported()
    {
        const string Basket = """
            using System.Collections.Generic;

            namespace Shop;

            public sealed class Basket
            {
                private readonly List<decimal> prices = new List<decimal>();

                public void Add(decimal price)
                {
                    var rounded = decimal.Round(price, 2);
                    prices.Add(rounded);
                }

                public decimal Total()
                {
                    var total = 0m;
                    foreach (var price in prices)
                    {
                        total += price;
                    }

                    return total;
                }
            }
            """;
        folder.Write("repo/Basket.cs", Basket);
        folder.Write("repo/Cart.cs", Basket.Replace("Basket", "Cart", StringComparison.Ordinal));
        var root = Path.Combine(folder.Path, "repo");
        var holes = Path.Combine(folder.Path, "holes.jsonl");
        var made = await CommandLine.RunAsync("eval", "--make-holes", "2", "--seed", "3", "--out", holes, root, "--json");
        Assert.Equal(0, made.ExitCode);
        Assert.Equal(2, made.Json.GetProperty("holes").GetInt32());

        var report = Path.Combine(folder.Path, "report.json");
        var run = await CommandLine.RunAsync("eval", holes, "--root", root, "--policy", "no-beam", "--report", report, "--json");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal("no-beam", run.Json.GetProperty("policy").GetString());

        var json = JsonDocument.Parse(await File.ReadAllTextAsync(report)).RootElement;
        Assert.Equal(2, json.GetProperty("rows").GetInt32());
        Assert.Equal(2, json.GetProperty("items").GetArrayLength());
        foreach (
            var figure in (string[])
                [
                    "firstLineExact",
                    "exact",
                    "firstIdentifierExact",
                    "anyFirstLineExact",
                    "editSimilarity",
                    "shownRate",
                    "shownPrecision",
                    "validRate",
                    "calibrationError",
                    "p50Ms",
                    "p95Ms",
                    "promptTokens",
                    "reusedTokens",
                ]
        )
        {
            Assert.True(json.GetProperty("summary").TryGetProperty(figure, out _), figure);
        }

        foreach (
            var field in (string[])
                [
                    "path",
                    "offset",
                    "kind",
                    "expected",
                    "text",
                    "shown",
                    "probability",
                    "source",
                    "exact",
                    "firstLineExact",
                    "firstIdentifierExact",
                    "editSimilarity",
                    "newErrors",
                    "totalMs",
                    "promptTokens",
                    "reusedTokens",
                ]
        )
        {
            Assert.True(json.GetProperty("items")[0].TryGetProperty(field, out _), field);
        }
    }

    [Theory]
    [InlineData("2147483643", "report.json", "does not fit its file")]
    [InlineData("0", "missing/report.json", "--report: there is no folder")]
    public async Task What_cannot_work_is_said_before_the_work(string offset, string reportName, string message)
    {
        folder.Write("repo/A.cs", "class A { }");
        var holes = folder.Write(
            "holes.jsonl",
            "{\"repo\":\"r\",\"path\":\"A.cs\",\"offset\":"
                + offset
                + ",\"expected\":\"class A { }\",\"expected_len\":11,\"kind\":\"sl_line_start\",\"line\":1,\"col\":1}"
        );

        var output = await CommandLine.RunAsync(
            "eval",
            holes,
            "--root",
            Path.Combine(folder.Path, "repo"),
            "--report",
            Path.Combine(folder.Path, reportName)
        );

        Assert.Equal(1, output.ExitCode);
        Assert.Contains(message, output.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_that_does_not_fit_stops_the_run_before_the_model_is_asked()
    {
        folder.Write("repo/A.cs", "class A { }");
        var holes = folder.Write(
            "holes.jsonl",
            """{"repo":"r","path":"A.cs","offset":500,"expected":"x","expected_len":1,"kind":"sl_line_start"}"""
        );
        var run = await CommandLine.RunAsync("eval", holes, "--root", Path.Combine(folder.Path, "repo"));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Row 1 (A.cs)", run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();
}
