using System.Text.Json.Nodes;
using SmolCode.LanguageServer.Statistics;
using SmolCode.Output;
using SmolCode.TestSupport;
using Spectre.Console;

namespace SmolCode.EndToEnd.Tests;

/// <summary><c>smolcode stats</c>: its texts, and what the built server logs for it.</summary>
public sealed class StatsCommandTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder folder = new();
    private readonly Dictionary<string, string> environment;

    public StatsCommandTests() => environment = new() { ["SMOLCODE_DATA_DIR"] = Path.Combine(folder.Path, "data") };

    private string LogFile => Path.Combine(folder.Path, "data", "suggestions.db");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_figures_as_people_read_them() => GoldenFile.Verify(Text(SomeRows(), 30), "stats.txt");

    [Fact]
    public void An_empty_log_says_what_to_do() => GoldenFile.Verify(Text([], 30), "stats-empty.txt");

    [Fact]
    public void A_log_without_recent_rows_says_where_they_are() =>
        GoldenFile.Verify(Text([.. SomeRows().Select(r => r with { Time = Now.AddDays(-40) })], 30), "stats-older.txt");

    [Fact]
    public async Task What_was_shown_and_taken_in_an_editor_is_in_the_stats_until_it_is_erased()
    {
        const string Code = "using System;\n\nclass Program\n{\n    static void Main()\n    {\n        Console.\n    }\n}\n";
        var file = folder.Write("code/Program.cs", Code);
        var uri = new Uri(file).AbsoluteUri;
        await using (var server = new LspServerProcess(environment))
        {
            var client = server.Client;
            var settings = new JsonObject { ["deadlineMs"] = 60_000, ["eagerness"] = "eager" };
            await client.InitializeAsync(Path.GetDirectoryName(file), settings: settings);
            await client.OpenAsync(uri, Code);
            await client.WaitForAsync("smolcode/status", p => (string?)p["state"] == "ready" && p["model"] is not null);

            var response = await client.RequestAsync("textDocument/inlineCompletion", LspClient.At(uri, 6, 16));
            var item = response["result"]!["items"]![0]!;
            var id = (string)item["command"]!["arguments"]![0]!;
            var range = item["range"]!;
            await client.NotifyAsync("smolcode/didShow", new JsonObject { ["id"] = id });
            await client.ChangeAsync(uri, 2, At(range["start"]!), At(range["end"]!), (string)item["insertText"]!);
            await client.NotifyAsync("smolcode/didAccept", new JsonObject { ["id"] = id });
            await client.ShutDownAsync();
            Assert.Equal(0, await server.WaitForExitAsync());
        }

        var stats = await CommandLine.RunAsync(environment, "stats", "--json");

        Assert.True(stats.ExitCode == 0, stats.Error);
        var summary = stats.Json.GetProperty("summary");
        Assert.Equal(1, summary.GetProperty("shown").GetInt32());
        Assert.Equal(1, summary.GetProperty("accepted").GetInt32());
        Assert.True(summary.GetProperty("charactersAccepted").GetInt32() > 0);
        Assert.True(summary.GetProperty("p50Ms").GetDouble() > 0);
        Assert.Equal(1, stats.Json.GetProperty("byKind").GetProperty("member-access").GetProperty("shown").GetInt32());
        Assert.Equal(10, stats.Json.GetProperty("reliability").GetArrayLength());

        var erased = await CommandLine.RunAsync(environment, "stats", "--erase");
        Assert.Equal("Erased: 1 suggestions.", erased.Out.Trim());
        Assert.Equal(
            0,
            (await CommandLine.RunAsync(environment, "stats", "--json")).Json.GetProperty("summary").GetProperty("shown").GetInt32()
        );
    }

    [Fact]
    public async Task A_damaged_log_is_told_of_and_can_be_erased()
    {
        folder.Write("data/suggestions.db", new string('x', 5000));

        var stats = await CommandLine.RunAsync(environment, "stats");
        Assert.Equal(1, stats.ExitCode);
        Assert.Contains("is damaged", stats.FirstErrorLine, StringComparison.Ordinal);
        Assert.Contains("smolcode stats --erase", stats.FirstErrorLine, StringComparison.Ordinal);

        var both = await CommandLine.RunAsync(environment, "stats", "--erase", "--days", "5");
        Assert.Equal(2, both.ExitCode);
        Assert.Contains("leave --days out", both.FirstErrorLine, StringComparison.Ordinal);
        Assert.Equal(0, (await CommandLine.RunAsync(environment, "stats", "--erase")).ExitCode);
        Assert.False(File.Exists(LogFile));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("91")]
    [InlineData("many")]
    public async Task Days_are_from_one_to_ninety(string days)
    {
        var stats = await CommandLine.RunAsync(environment, "stats", "--days", days);

        Assert.Equal(2, stats.ExitCode);
        Assert.Contains("--days", stats.Error, StringComparison.Ordinal);
    }

    private static (int Line, int Character) At(JsonNode position) => ((int)position["line"]!, (int)position["character"]!);

    private static string Text(LoggedSuggestion[] rows, int days)
    {
        var text = new StringWriter();
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = AnsiSupport.No,
                ColorSystem = ColorSystemSupport.NoColors,
                Out = new AnsiConsoleOutput(text),
            }
        );
        console.Profile.Width = 200;
        StatisticsView.Write(console, SuggestionStatistics.Of(rows, days, Now, TimeZoneInfo.Utc));
        return string.Join('\n', text.ToString().ReplaceLineEndings("\n").Split('\n').Select(l => l.TrimEnd()));
    }

    /// <summary>Three days of suggestions, made by a rule, so that every table has rows.</summary>
    private static LoggedSuggestion[] SomeRows() =>
        [
            .. Enumerable
                .Range(0, 240)
                .Select(i =>
                {
                    var outcome = (SuggestionOutcome)(i % 7 % 6);
                    var accepted = outcome is SuggestionOutcome.Accepted or SuggestionOutcome.PartlyAccepted;
                    return new LoggedSuggestion
                    {
                        Id = i,
                        Time = Now.AddHours(-i / 4.0),
                        Kind =
                            i % 3 == 0 ? "member-access"
                            : i % 3 == 1 ? "statement-start"
                            : "argument",
                        Source = i % 5 == 0 ? "repeat" : "model",
                        Probability = 0.35 + i % 65 / 100.0,
                        Length = 10 + i % 30,
                        AcceptedLength = accepted ? 5 + i % 5 : 0,
                        AnswerMs = 40 + i % 100 * 5,
                        Outcome = outcome,
                        KeptAfter30Seconds = accepted ? 1 - i % 4 / 4.0 : null,
                        KeptAfter5Minutes = accepted && i % 2 == 0 ? 0.5 : null,
                    };
                }),
        ];
}
