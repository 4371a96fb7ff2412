using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using SmolCode.Completion;
using SmolCode.EndToEnd.Tests;
using SmolCode.LanguageServer.Documents;
using SmolCode.LanguageServer.Statistics;
using SmolCode.TestSupport;

namespace SmolCode.LanguageServer.Tests;

/// <summary>What becomes of suggestions is written behind the server's back, as far as the user lets it be.</summary>
public sealed class LocalLogTests : IDisposable
{
    private const string Uri = "file:///code/Secret.cs";
    private const string Code = "class Secret\n{\n    static void Main()\n    {\n        System.Console.\n    }\n}\n";

    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider time = new(LoggedRows.Now);
    private readonly LoggerFactory loggers = new();
    private readonly LogLines lines = new();
    private readonly SuggestionStore store;
    private readonly SuggestionFollower follower;
    private bool on = true;

    public LocalLogTests()
    {
        loggers.AddProvider(lines);
        store = new SuggestionStore(Path.Combine(folder.Path, "suggestions.db"));
        follower = new SuggestionFollower(time, () => on);
    }

    public void Dispose()
    {
        loggers.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Rows_are_written_a_few_seconds_later_without_being_asked()
    {
        using var written = new FileSystemWatcher(folder.Path, "suggestions.db");
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        written.Created += (_, _) => seen.TrySetResult();
        written.EnableRaisingEvents = true;
        await using var log = Log();
        Show("1");
        Assert.False(File.Exists(store.File));

        // The loop may not wait for its first tick yet.
        while (!seen.Task.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(5));
            await Task.Yield();
        }

        await log.FlushAsync();
        Assert.Single(Rows());
    }

    [Fact]
    public async Task The_end_of_the_server_writes_what_there_is()
    {
        await using (Log())
        {
            Show("1");
        }

        Assert.Single(Rows());
    }

    [Fact]
    public async Task While_it_is_off_nothing_is_written_and_no_file_is_made()
    {
        await using var log = Log();
        Show("1");
        on = false;
        Show("2");
        await log.FlushAsync();
        Assert.Null(await log.StatisticsAsync(30));
        Assert.False(File.Exists(store.File));

        // Nor is what was shown before brought back.
        on = true;
        await log.FlushAsync();
        Assert.False(File.Exists(store.File));
    }

    [Fact]
    public async Task A_file_that_can_not_be_used_is_told_of_once_and_written_when_it_can()
    {
        File.WriteAllText(store.File, new string('x', 5000));
        await using var log = Log();
        Show("1");
        await log.FlushAsync();
        time.Advance(TimeSpan.FromMinutes(6));
        Show("2");
        await log.FlushAsync();

        var told = Assert.Single(lines.All);
        Assert.StartsWith("Warning: What becomes of suggestions is not logged.", told, StringComparison.Ordinal);
        Assert.Contains("smolcode stats --erase", told, StringComparison.Ordinal);

        store.Erase();
        Show("3");
        await log.FlushAsync();
        Assert.Empty(Rows());
        time.Advance(TimeSpan.FromMinutes(6));
        await log.FlushAsync();
        Assert.Equal(3, Rows().Count);
        Assert.Single(lines.All);
    }

    [Fact]
    public async Task Rows_that_were_erased_meanwhile_do_not_come_back()
    {
        await using var log = Log();
        Show("1");
        await log.FlushAsync();
        store.Erase();
        follower.Rejected("1");
        await log.FlushAsync();

        Assert.Empty(Rows());
    }

    [Fact]
    public async Task Erasing_takes_what_is_written_and_what_waits_to_be()
    {
        await using var log = Log();
        Show("1");
        await log.FlushAsync();
        Show("2");

        Assert.Equal(1, await log.EraseAsync());
        follower.Accepted("1", null);
        follower.Rejected("2");
        Show("3");
        await log.FlushAsync();

        Assert.Equal(SuggestionOutcome.Open, Assert.Single(Rows()).Outcome);
    }

    [Fact]
    public async Task Erasing_takes_back_how_far_the_threshold_was_moved()
    {
        store.Write(
            [.. Enumerable.Range(0, 200).Select(i => LoggedRows.Row(i, SuggestionOutcome.Rejected, probability: 0.35 + i % 60 / 100.0))],
            [],
            LoggedRows.Now
        );
        await using var log = Log();
        await log.FlushAsync();
        Assert.NotEqual(0, log.Shift(Eagerness.Balanced));

        Assert.Equal(200, await log.EraseAsync());
        Assert.Equal(0, log.Shift(Eagerness.Balanced));
    }

    [Fact]
    public async Task A_damaged_log_can_be_erased_and_is_written_at_once_again()
    {
        File.WriteAllText(store.File, new string('x', 5000));
        await using var log = Log();
        Show("1");
        await log.FlushAsync();
        await Assert.ThrowsAsync<SuggestionStoreException>(() => log.StatisticsAsync(30));

        Assert.Null(await log.EraseAsync());
        Show("2");
        await log.FlushAsync();
        Assert.Single(Rows());
    }

    [Fact]
    public async Task The_server_tells_of_as_many_days_as_are_asked_for()
    {
        store.Write(
            [
                .. ((int[])[0, 5, 40, 80]).Select(
                    (days, i) => LoggedRows.Row(i, SuggestionOutcome.Accepted) with { Time = DateTimeOffset.UtcNow.AddDays(-days) }
                ),
            ],
            [],
            DateTimeOffset.UtcNow
        );
        await using var server = await StartAsync();

        Assert.Equal((30, 2, 2, 2), await AskAsync(null));
        Assert.Equal((30, 2, 2, 2), await AskAsync(new JsonObject()));
        Assert.Equal((7, 2, 2, 2), await AskAsync(new JsonObject { ["days"] = 7 }));
        Assert.Equal((1, 1, 3, 1), await AskAsync(new JsonObject { ["days"] = 1 }));
        Assert.Equal((90, 4, 0, 4), await AskAsync(new JsonObject { ["days"] = 90 }));

        async Task<(int Days, int Shown, int Older, int WithDays)> AskAsync(JsonObject? parameters)
        {
            var log = (await server.Client.RequestAsync("smolcode/statistics", parameters))["result"]!["log"]!;
            return ((int)log["days"]!, (int)log["summary"]!["shown"]!, (int)log["older"]!, log["byDay"]!.AsObject().Count);
        }
    }

    [Theory]
    [InlineData("""{ "days": 0 }""")]
    [InlineData("""{ "days": 91 }""")]
    [InlineData("""{ "days": "all" }""")]
    public async Task Days_that_there_are_not_are_refused(string parameters)
    {
        await using var server = await StartAsync();
        var error = (await server.Client.RequestAsync("smolcode/statistics", JsonNode.Parse(parameters)!.AsObject()))["error"]!;
        Assert.Equal(-32602, (int)error["code"]!);
    }

    [Fact]
    public async Task The_server_says_why_the_log_can_not_be_read()
    {
        File.WriteAllText(store.File, new string('x', 5000));
        await using var server = await StartAsync();
        var result = (await server.Client.RequestAsync("smolcode/statistics"))["result"]!;
        Assert.Null(result["log"]);
        Assert.Contains("is damaged", (string)result["logProblem"]!, StringComparison.Ordinal);

        var erased = await server.Client.RequestAsync("smolcode/eraseLog");
        Assert.Null(erased["error"]);
        Assert.Null(erased["result"]!["rows"]);
        result = (await server.Client.RequestAsync("smolcode/statistics"))["result"]!;
        Assert.Equal(0, (int)result["log"]!["summary"]!["shown"]!);
        Assert.Null(result["logProblem"]);
    }

    [Fact]
    public async Task The_server_erases_the_log_also_while_it_is_off()
    {
        store.Write([LoggedRows.Row(1) with { Time = DateTimeOffset.UtcNow }], [], DateTimeOffset.UtcNow);
        await using var server = await StartAsync(new JsonObject { ["log"] = false });

        Assert.Equal(1, (int)(await server.Client.RequestAsync("smolcode/eraseLog"))["result"]!["rows"]!);
        Assert.Empty(Rows());
    }

    [Fact]
    public async Task The_threshold_follows_the_outcomes_while_the_log_is_on()
    {
        store.Write(
            [.. Enumerable.Range(0, 200).Select(i => LoggedRows.Row(i, SuggestionOutcome.Rejected, probability: 0.35 + i % 60 / 100.0))],
            [],
            LoggedRows.Now
        );
        await using var log = Log();
        Assert.Equal(0, log.Shift(Eagerness.Balanced));

        await log.FlushAsync();
        Assert.Equal(0.15, log.Shift(Eagerness.Balanced));
        Assert.Equal(0, log.Shift(Eagerness.Eager));

        on = false;
        Assert.Equal(0, log.Shift(Eagerness.Balanced));
        on = true;
        store.Erase();
        time.Advance(TimeSpan.FromMinutes(10));
        await log.FlushAsync();
        Assert.Equal(0, log.Shift(Eagerness.Balanced));
    }

    [Fact]
    public async Task The_server_logs_what_an_editor_tells_and_nothing_of_the_code()
    {
        await using var server = await StartAsync();
        var id = await CompleteAsync(server);
        await server.Client.NotifyAsync("smolcode/didShow", new JsonObject { ["id"] = id });
        await server.Client.ChangeAsync(Uri, 2, (4, 23), (4, 23), "WriteLine();");
        await server.Client.RequestAsync(
            "workspace/executeCommand",
            new JsonObject { ["command"] = "smolcode.suggestionAccepted", ["arguments"] = new JsonArray(id) }
        );

        var logged = (await server.Client.RequestAsync("smolcode/statistics"))["result"]!["log"]!;
        Assert.Equal(
            (1, 1, 12),
            ((int)logged["summary"]!["shown"]!, (int)logged["summary"]!["accepted"]!, (int)logged["summary"]!["charactersAccepted"]!)
        );
        Assert.Equal(SuggestionOutcome.Accepted, Assert.Single(Rows()).Outcome);
        var bytes = System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(store.File, TestContext.Current.CancellationToken));
        Assert.All(["WriteLine", "Secret", "Console", "code/"], w => Assert.DoesNotContain(w, bytes, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task What_is_told_of_a_suggestion_and_what_is_typed_keep_their_order()
    {
        await using var server = await StartAsync();
        server.Completion.Text = "WriteLine();";
        await server.Client.OpenAsync(Uri, Code);
        for (var i = 0; i < 20; i++)
        {
            var response = await server.Client.RequestAsync("textDocument/inlineCompletion", LspClient.At(Uri, 4 + i, 23));
            var id = (string)response["result"]!["items"]![0]!["command"]!["arguments"]![0]!;
            var told = new JsonObject { ["id"] = id };
            await server.Client.NotifyAsync("smolcode/didShow", told.DeepClone().AsObject());
            await server.Client.ChangeAsync(Uri, 2 + i, (4 + i, 23), (4 + i, 23), "Beep();\n        System.Console.");
            await server.Client.NotifyAsync("smolcode/didReject", told);
        }

        await server.Client.RequestAsync("smolcode/statistics");
        Assert.Equal(Enumerable.Repeat(SuggestionOutcome.TypedOver, 20), Rows().Select(r => r.Outcome));
    }

    [Fact]
    public async Task With_the_setting_off_the_server_writes_nothing()
    {
        await using (var server = await StartAsync(new JsonObject { ["log"] = false }))
        {
            var id = await CompleteAsync(server);
            await server.Client.NotifyAsync("smolcode/didShow", new JsonObject { ["id"] = id });
            var result = (await server.Client.RequestAsync("smolcode/statistics"))["result"]!;
            Assert.Null(result["log"]);
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task The_server_asks_with_the_threshold_that_the_log_has_moved()
    {
        store.Write(
            [
                .. Enumerable
                    .Range(0, 200)
                    .Select(i => LoggedRows.Row(i, SuggestionOutcome.Rejected, probability: 0.4) with { Time = DateTimeOffset.UtcNow }),
            ],
            [],
            DateTimeOffset.UtcNow
        );
        await using var server = await StartAsync();
        await server.Client.RequestAsync("smolcode/statistics");
        await CompleteAsync(server);

        Assert.Equal(0.05, server.Completion.Calls.Last().Options.ThresholdShift, 6);
    }

    private static async Task<string> CompleteAsync(ServerInProcess server)
    {
        server.Completion.Text = "WriteLine();";
        await server.Client.OpenAsync(Uri, Code);
        var response = await server.Client.RequestAsync("textDocument/inlineCompletion", LspClient.At(Uri, 4, 23));
        return (string)response["result"]!["items"]![0]!["command"]!["arguments"]![0]!;
    }

    private async Task<ServerInProcess> StartAsync(JsonObject? settings = null)
    {
        var server = new ServerInProcess(logFile: store.File);
        await server.Client.InitializeAsync(settings: settings);
        return server;
    }

    private LocalLog Log() => new(store, follower, time, () => on, loggers.CreateLogger<LocalLog>());

    private List<LoggedSuggestion> Rows() => [.. store.Read(DateTimeOffset.UnixEpoch)];

    private void Show(string id)
    {
        follower.Offered(
            id,
            new OpenDocument(Uri, "/code/Secret.cs", "csharp", 1, SourceText.From(Code)),
            new OfferedSuggestion
            {
                Start = 0,
                Text = "x",
                Kind = "other",
                Source = "model",
                Probability = 0.5,
                AnswerMs = 1,
            }
        );
        follower.Shown(id);
    }
}
