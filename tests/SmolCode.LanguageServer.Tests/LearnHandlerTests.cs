using System.Diagnostics;
using System.Text.Json.Nodes;
using SmolCode.LanguageServer.Learning;
using SmolCode.TestSupport;

namespace SmolCode.LanguageServer.Tests;

/// <summary>The requests about learning on their way through the server to a process, which a script stands in for, and back.</summary>
public sealed class LearnHandlerTests : IDisposable
{
    private const string Plan = """{"event":"plan","plan":{"name":"app-learned","files":42}}""";

    private readonly TemporaryFolder folder = new();

    public LearnHandlerTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "The process is a shell script.");

    private string Calls => File.ReadAllText(Path.Combine(folder.Path, "calls")).Trim();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_plan_is_the_programs_for_the_folder_that_is_open_with_the_trust_that_it_has(bool trusted)
    {
        await using var server = await StartAsync($"echo '{Plan}'", trusted);

        var result = (await server.Client.RequestAsync("smolcode/learnPlan"))["result"]!;

        Assert.Equal("""{"plan":{"name":"app-learned","files":42}}""", result.ToJsonString());
        Assert.Equal($"learn --json --for-editor --from {folder.Path}{(trusted ? " --trust" : "")} --plan", Calls);
    }

    [Fact]
    public async Task What_was_learned_is_answered_and_what_happens_is_told_under_the_clients_token()
    {
        await using var server = await StartAsync(
            """
            echo '{"event":"note","message":"Reading the C#"}'
            echo 'a library says something'
            echo '{"event":"step","step":3,"loss":1.5,"smoothedLoss":1.6,"tokens":9216,"tokensPerSecond":310.5,"elapsedSeconds":29.6,"remainingSeconds":570.4}'
            echo '{"event":"paused","step":3,"message":"somebody types"}'
            echo '{"event":"proof","step":2,"steps":240,"message":"2 of 240"}'
            echo '{"event":"done","message":"It is used.","isUsed":true,"adapter":{"name":"app-learned"},"proof":{"holes":120}}'
            exit 0
            """
        );

        var result = await LearnAsync(
            server,
            new JsonObject
            {
                ["minutes"] = 7.5,
                ["resume"] = true,
                ["partialResultToken"] = "l",
            }
        );

        Assert.Equal(
            """{"message":"It is used.","used":true,"adapter":{"name":"app-learned"},"proof":{"holes":120}}""",
            result["result"]!.ToJsonString()
        );
        Assert.EndsWith($"--from {folder.Path} --minutes 7.5 --resume", Calls, StringComparison.Ordinal);
        foreach (
            var value in (string[])
                [
                    """{"event":"note","message":"Reading the C#"}""",
                    """{"event":"step","step":3,"loss":1.5,"smoothedLoss":1.6,"tokens":9216,"tokensPerSecond":310.5,"elapsedSeconds":29.6,"remainingSeconds":570.4}""",
                    """{"event":"paused","message":"somebody types","step":3}""",
                    """{"event":"proof","message":"2 of 240","step":2,"steps":240}""",
                ]
        )
        {
            await server.Client.WaitForAsync(
                "$/progress",
                p => (string?)p["token"] == "l" && p["value"]!.ToJsonString().Replace("\\u0022", "\"", StringComparison.Ordinal) == value
            );
        }
    }

    [Fact]
    public async Task What_is_not_offered_is_an_answer_although_the_program_says_that_it_failed()
    {
        await using var server = await StartAsync(
            """
            echo '{"event":"done","message":"It is not shown to be better.","isUsed":false,"adapter":{"name":"a"}}'
            exit 1
            """
        );
        var result = (await LearnAsync(server))["result"]!;
        Assert.Equal(("It is not shown to be better.", false), ((string?)result["message"], (bool)result["used"]!));
        Assert.Null(result["proof"]);
    }

    [Theory]
    [InlineData(
        """echo '{"event":"failed","message":"There is too little C#."}'; echo something else >&2; exit 1""",
        "There is too little C#."
    )]
    [InlineData("echo '--minutes takes a number.' >&2; exit 2", "--minutes takes a number.")]
    public async Task What_can_not_be_done_is_an_error_in_the_programs_own_words(string script, string message)
    {
        await using var server = await StartAsync(script);
        var error = (await LearnAsync(server))["error"]!;
        Assert.Equal((-32803, message), ((int)error["code"]!, (string?)error["message"]));
    }

    [Fact]
    public async Task A_program_that_dies_without_a_word_is_an_error_that_says_what_to_do()
    {
        await using var server = await StartAsync("kill -9 $$");
        var error = (await LearnAsync(server))["error"]!;
        Assert.Equal(-32803, (int)error["code"]!);
        Assert.Contains("exit code 137", (string?)error["message"], StringComparison.Ordinal);
        Assert.Contains("go on with it", (string?)error["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_an_error()
    {
        await using var server = new ServerInProcess(learning: new LearnProgram(Path.Combine(folder.Path, "gone"), ["learn"]));
        await server.Client.InitializeAsync(folder.Path);
        var error = (await server.Client.RequestAsync("smolcode/learnPlan"))["error"]!;
        Assert.Equal(-32803, (int)error["code"]!);
        Assert.Contains("can't be started", (string?)error["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelled_it_has_saved_when_that_is_answered_and_the_server_answers_meanwhile()
    {
        await using var server = await StartAsync(
            """
            echo '{"event":"note","message":"begun"}'
            cat > /dev/null
            echo saved > "$0.saved"
            echo '{"event":"stopped","message":"Stopped after 3 steps."}'
            exit 130
            """
        );
        var (id, response) = await server.Client.BeginRequestAsync(
            "smolcode/learn",
            new JsonObject { ["minutes"] = 60, ["partialResultToken"] = 5 }
        );
        await server.Client.WaitForAsync("$/progress", p => (int?)p["token"] == 5);
        await server.AssertAliveAsync();

        await server.Client.CancelAsync(id);

        Assert.Equal(-32800, (int)(await response)["error"]!["code"]!);
        Assert.True(File.Exists(Path.Combine(folder.Path, "learn.sh.saved")));
    }

    [Fact]
    public async Task Stopped_without_having_saved_it_says_so()
    {
        await using var server = await StartAsync(
            """
            echo '{"event":"step","step":1}'
            cat > /dev/null
            echo '{"event":"failed","message":"The adapter cannot be written: no room."}'
            exit 1
            """
        );
        var (id, learning) = await server.Client.BeginRequestAsync(
            "smolcode/learn",
            new JsonObject { ["minutes"] = 60, ["partialResultToken"] = 5 }
        );
        await server.Client.WaitForAsync("$/progress", p => (int?)p["token"] == 5);
        await server.Client.CancelAsync(id);

        var error = (await learning)["error"]!;
        Assert.Equal(-32803, (int)error["code"]!);
        Assert.Contains("no room", (string?)error["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_process_that_does_not_stop_is_ended()
    {
        await using var server = await StartAsync(
            """
            echo "{\"event\":\"note\",\"message\":\"$$\"}"
            exec sleep 600
            """,
            stopPatience: TimeSpan.FromMilliseconds(50)
        );
        var (id, response) = await server.Client.BeginRequestAsync(
            "smolcode/learn",
            new JsonObject { ["minutes"] = 60, ["partialResultToken"] = 5 }
        );
        using var process = await ProcessAsync(server);

        await server.Client.CancelAsync(id);

        Assert.Equal(-32800, (int)(await response)["error"]!["code"]!);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task It_makes_way_for_others_and_saves_when_the_server_goes()
    {
        Process process;
        await using (
            var server = await StartAsync(
                """
                echo "{\"event\":\"note\",\"message\":\"$$\"}"
                cat > /dev/null
                echo saved > "$0.saved"
                """
            )
        )
        {
            await server.Client.BeginRequestAsync("smolcode/learn", new JsonObject { ["minutes"] = 60, ["partialResultToken"] = 5 });
            process = await ProcessAsync(server);
            Assert.Equal(ProcessPriorityClass.BelowNormal, process.PriorityClass);
        }

        using (process)
        {
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        Assert.True(File.Exists(Path.Combine(folder.Path, "learn.sh.saved")));
    }

    [Fact]
    public async Task What_is_kept_is_deleted_when_asked_for()
    {
        await using var server = await StartAsync("""echo '{"event":"done","message":"It is deleted."}'""");
        var result = (await server.Client.RequestAsync("smolcode/discardLearning"))["result"]!;
        Assert.Equal("It is deleted.", (string?)result["message"]);
        Assert.EndsWith(" --discard", Calls, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_folder_there_is_nothing_to_learn_and_nothing_is_started()
    {
        await using var server = new ServerInProcess(learning: Program("exit 0"));
        await server.Client.InitializeAsync();
        var error = (await server.Client.RequestAsync("smolcode/learnPlan"))["error"]!;
        Assert.Contains("Open the folder", (string?)error["message"], StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(folder.Path, "calls")));
    }

    [Fact]
    public async Task A_server_that_can_learn_says_so_and_starts_nothing_by_itself()
    {
        await using var server = new ServerInProcess(learning: Program("exit 0"));
        var response = await server.Client.InitializeAsync(folder.Path);
        Assert.True((bool)response["result"]!["capabilities"]!["experimental"]!["smolcode"]!["learn"]!);
        await server.AssertAliveAsync();
        Assert.False(File.Exists(Path.Combine(folder.Path, "calls")));

        await using var without = new ServerInProcess();
        response = await without.Client.InitializeAsync(folder.Path);
        Assert.False((bool)response["result"]!["capabilities"]!["experimental"]!["smolcode"]!["learn"]!);
        Assert.Equal(-32803, (int)(await LearnAsync(without))["error"]!["code"]!);
    }

    private static Task<JsonObject> LearnAsync(ServerInProcess server, JsonObject? parameters = null) =>
        server.Client.RequestAsync("smolcode/learn", parameters ?? new JsonObject { ["minutes"] = 1 });

    /// <summary>The process that told its number in its first line.</summary>
    private static async Task<Process> ProcessAsync(ServerInProcess server)
    {
        var told = await server.Client.WaitForAsync("$/progress", p => (int?)p["token"] == 5);
        return Process.GetProcessById(
            int.Parse((string)told["params"]!["value"]!["message"]!, System.Globalization.CultureInfo.InvariantCulture)
        );
    }

    private LearnProgram Program(string script) =>
        new(
            "/bin/sh",
            [folder.Write("learn.sh", $"echo \"$@\" > \"$(dirname \"$0\")/calls\"\n{script.ReplaceLineEndings("\n")}\n"), "learn"]
        );

    private async Task<ServerInProcess> StartAsync(string script, bool trusted = false, TimeSpan? stopPatience = null)
    {
        var program = Program(script);
        var server = new ServerInProcess(learning: stopPatience is { } patience ? program with { StopPatience = patience } : program);
        await server.Client.InitializeAsync(folder.Path, trusted: trusted);
        return server;
    }
}
