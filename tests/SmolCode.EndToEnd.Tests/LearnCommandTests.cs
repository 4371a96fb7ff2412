using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using SmolCode.TestSupport;

namespace SmolCode.EndToEnd.Tests;

/// <summary>Learning with the built executable, as far as it goes without minutes of training.</summary>
public sealed class LearnCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private Dictionary<string, string> Environment =>
        new()
        {
            ["SMOLCODE_DATA_DIR"] = Path.Combine(folder.Path, "data"),
            ["SMOLCODE_MODEL_DIR"] = Path.Combine(folder.Path, "models"),
            ["SMOLCODE_CACHE_DIR"] = Path.Combine(folder.Path, "cache"),
        };

    public void Dispose() => folder.Dispose();

    private static List<JsonElement> Lines(CommandOutput run) =>
        [.. run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement)];

    private static string Repository([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", ".."));

    [Fact]
    public async Task A_workspace_of_three_files_is_too_little_and_nothing_is_downloaded()
    {
        for (var i = 0; i < 3; i++)
        {
            folder.Write($"src/C{i}.cs", $"class C{i}\n{{\n    int Twice(int value) => value + value;\n}}\n");
        }

        var run = await CommandLine.RunAsync(Environment, "learn", "--from", Path.Combine(folder.Path, "src"));

        Assert.Equal(1, run.ExitCode);
        Assert.Empty(run.Out);
        Assert.Contains("too little C#", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(folder.Path, "cache", "training")));
    }

    [Theory]
    [InlineData(1, "There is no", "--from", "/nowhere/at/all")]
    [InlineData(1, "There is no model 'mine'", "--from", ".", "--base", "mine")]
    [InlineData(1, "is a model, not an adapter", "--from", ".", "--base", "SmolLM2-135M-Instruct")]
    [InlineData(2, "--rank takes", "--from", ".", "--rank", "33")]
    [InlineData(2, "--minutes takes", "--from", ".", "--minutes", "0")]
    [InlineData(2, "--threads takes", "--from", ".", "--threads", "0")]
    [InlineData(2, "--out takes", "--from", ".", "--out", "../there")]
    [InlineData(2, "--from", "--minutes", "5")]
    [InlineData(2, "take one of them", "--from", ".", "--plan", "--discard")]
    public async Task What_cannot_be_is_said(int exitCode, string message, params string[] arguments)
    {
        var run = await CommandLine.RunAsync(Environment, ["learn", .. arguments]);

        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Out);
    }

    [Fact]
    public async Task The_plan_says_what_would_be_read_and_nothing_is_trained_downloaded_or_remembered()
    {
        var source = Path.Combine(Repository(), "server", "SmolCode.Inference");

        var run = await CommandLine.RunAsync(Environment, "learn", "--plan", "--json", "--from", source, "--minutes", "7");

        Assert.True(run.ExitCode == 0, run.Error + run.Out);
        var plan = Lines(run)[^1].GetProperty("plan");
        Assert.Equal("SmolCode-Inference-learned", plan.GetProperty("name").GetString());
        Assert.Equal([source], plan.GetProperty("folders").EnumerateArray().Select(f => f.GetString()));
        Assert.InRange(plan.GetProperty("files").GetInt32(), 30, 500);
        Assert.InRange(plan.GetProperty("heldOutFiles").GetInt32(), 1, 100);
        Assert.Contains(plan.GetProperty("leftOut").EnumerateArray(), l => l.GetProperty("reason").GetString() == "Secret");
        Assert.Equal(7, plan.GetProperty("minutes").GetDouble());
        Assert.InRange(plan.GetProperty("threads").GetInt32(), 1, Math.Max(1, System.Environment.ProcessorCount / 2));
        Assert.False(plan.GetProperty("loadsProjects").GetBoolean());
        Assert.False(plan.TryGetProperty("problem", out _) || plan.TryGetProperty("kept", out _) || plan.TryGetProperty("learned", out _));
        Assert.False(Directory.Exists(Path.Combine(folder.Path, "cache", "training")));
        Assert.False(Directory.Exists(Path.Combine(folder.Path, "data")));

        var text = await CommandLine.RunAsync(Environment, "learn", "--plan", "--from", source);
        Assert.Contains("Learned from: ", text.Out, StringComparison.Ordinal);
        Assert.Contains("Training: 60 minutes", text.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_can_not_be_is_said_as_json_too()
    {
        folder.Write("src/C.cs", "class C;\n");
        var run = await CommandLine.RunAsync(Environment, "learn", "--json", "--plan", "--from", Path.Combine(folder.Path, "src"));
        Assert.Equal(1, run.ExitCode);
        var failed = Lines(run)[^1];
        Assert.Equal("failed", failed.GetProperty("event").GetString());
        Assert.Equal(run.FirstErrorLine, failed.GetProperty("message").GetString());
    }

    [Fact]
    public async Task A_second_training_is_refused_while_one_runs_and_what_that_one_keeps_stays()
    {
        var training = Path.Combine(folder.Path, "data", "training");
        var kept = folder.Write("data/training/src-learned/checkpoint.bin", "kept");
        folder.Write("src/C.cs", "class C;\n");
        folder.Write("data/training/learn.lock.txt", "process 4711, from /home/me/app");
        using (new FileStream(Path.Combine(training, "learn.lock"), FileMode.Create, FileAccess.ReadWrite, FileShare.None))
        {
            foreach (
                var arguments in (string[][])
                    [
                        ["--minutes", "1"],
                        ["--discard"],
                    ]
            )
            {
                var run = await CommandLine.RunAsync(Environment, ["learn", "--from", Path.Combine(folder.Path, "src"), .. arguments]);
                Assert.Equal(1, run.ExitCode);
                Assert.Contains(
                    "Another training runs on this machine (process 4711, from /home/me/app)",
                    run.Error,
                    StringComparison.Ordinal
                );
            }
        }

        Assert.True(File.Exists(kept));
        // Who held it is gone: it is nobody's.
        var discarded = await CommandLine.RunAsync(Environment, "learn", "--from", Path.Combine(folder.Path, "src"), "--discard");
        Assert.Equal(0, discarded.ExitCode);
        Assert.False(File.Exists(kept));
    }

    [Fact]
    public async Task Folders_of_one_name_get_adapters_of_two_names()
    {
        // Learned from another folder that is called the same.
        folder.Write("models/SmolCode-Inference-learned.lora.gguf", "an adapter");
        folder.Write(
            "models/SmolCode-Inference-learned.lora.gguf.report.json",
            """
            { "name": "SmolCode-Inference-learned", "workspaces": ["/home/me/SmolCode.Inference"], "model": "SmolLM2-135M-Instruct", "base": null,
              "made": "2026-03-10T12:00:00+00:00", "files": 40, "heldOutFiles": 5, "heldOutFolders": ["A"], "steps": 1, "tokens": 1, "minutes": 1,
              "format": "bf16", "rank": 32, "heldOutLossBefore": null, "heldOutLossAfter": null, "curve": [] }
            """
        );
        var run = await CommandLine.RunAsync(
            Environment,
            "learn",
            "--plan",
            "--json",
            "--from",
            Path.Combine(Repository(), "server", "SmolCode.Inference")
        );
        Assert.True(run.ExitCode == 0, run.Error + run.Out);
        var plan = Lines(run)[^1].GetProperty("plan");
        Assert.Matches("^SmolCode-Inference-learned-[0-9a-f]{6}$", plan.GetProperty("name").GetString());
        Assert.False(plan.TryGetProperty("learned", out _));
    }

    // The real training: libtorch is brought as the product brings it, and steps are made until some seconds are over.
    [Fact]
    public async Task What_is_learned_is_in_the_store_with_its_report_until_it_is_removed()
    {
        // A training makes way for every other program: beside the other tests it takes minutes, without bfloat16 many.
        Assert.SkipUnless(
            System.Environment.GetEnvironmentVariable("SMOLCODE_TEST_LEARN") == "1",
            "Trains the bundled model: set SMOLCODE_TEST_LEARN=1 on a machine that is otherwise idle."
        );
        var source = Path.Combine(Repository(), "server", "SmolCode.Inference");
        var run = await CommandLine.RunAsync(
            Environment,
            ["learn", "--from", source, "--minutes", "0.1", "--out", "mine", "--holes", "0", "--keep", "--no-pause", "--json"]
        );
        Assert.True(run.ExitCode == 0, run.Error + run.Out);
        var lines = Lines(run);
        var step = lines.First(l => l.GetProperty("event").GetString() == "step");
        Assert.Equal(1, step.GetProperty("step").GetInt32());
        Assert.InRange(step.GetProperty("loss").GetDouble(), 0.5, 5);
        var done = lines[^1];
        Assert.Equal("done", done.GetProperty("event").GetString());
        Assert.False(done.GetProperty("isUsed").GetBoolean());
        Assert.InRange(done.GetProperty("adapter").GetProperty("heldOutLossBefore").GetDouble(), 0.5, 5);

        var list = await CommandLine.RunAsync(Environment, "model", "list");
        Assert.Contains("Learned: mine from " + source, list.Out, StringComparison.Ordinal);
        // Not proven: nowhere used.
        Assert.DoesNotContain("with mine", list.Out, StringComparison.Ordinal);
        Assert.Equal(0, (await CommandLine.RunAsync(Environment, "model", "verify", "mine")).ExitCode);
        Assert.Equal(0, (await CommandLine.RunAsync(Environment, "model", "use", "SmolLM2-135M-Instruct", "--adapter", "mine")).ExitCode);

        Assert.Equal(0, (await CommandLine.RunAsync(Environment, "model", "remove", "mine")).ExitCode);
        Assert.Empty(Directory.GetFiles(Path.Combine(folder.Path, "models"), "mine*"));
    }

    // The real process below the real server, stopped by its request.
    [Fact]
    public async Task A_training_that_an_editor_stops_is_kept_and_can_be_gone_on_with()
    {
        Assert.SkipUnless(
            System.Environment.GetEnvironmentVariable("SMOLCODE_TEST_LEARN") == "1",
            "Trains the bundled model: set SMOLCODE_TEST_LEARN=1 on a machine that is otherwise idle."
        );
        await using var server = new LspServerProcess(Environment);
        await server.Client.InitializeAsync(Path.Combine(Repository(), "server", "SmolCode.Inference"));
        var (id, response) = await server.Client.BeginRequestAsync(
            "smolcode/learn",
            new JsonObject { ["minutes"] = 90, ["partialResultToken"] = "l" }
        );
        await server.Client.WaitForAsync(
            "$/progress",
            p => (string?)p["token"] == "l" && (string?)p["value"]!["event"] == "step" && (int)p["value"]!["step"]! == 1
        );
        // Meanwhile another window is refused.
        var refused = (await server.Client.RequestAsync("smolcode/learn", new JsonObject { ["minutes"] = 1 }))["error"]!;
        Assert.Contains("Another training runs on this machine (process ", (string?)refused["message"], StringComparison.Ordinal);
        Assert.DoesNotContain(server.LoadedFiles(), f => f.Contains("TorchSharp", StringComparison.OrdinalIgnoreCase));

        await server.Client.CancelAsync(id);

        Assert.Equal(-32800, (int)(await response)["error"]!["code"]!);
        var plan = (await server.Client.RequestAsync("smolcode/learnPlan"))["result"]!["plan"]!;
        Assert.True((bool)plan["kept"]!["fits"]!);
        Assert.InRange((int)plan["kept"]!["steps"]!, 1, 100);
        Assert.Equal((90, 0), ((double)plan["minutes"]!, (long)plan["downloadBytes"]!));
        Assert.Null(plan["problem"]);
        Assert.NotNull((await server.Client.RequestAsync("smolcode/discardLearning"))["result"]);
        Assert.Null((await server.Client.RequestAsync("smolcode/learnPlan"))["result"]!["plan"]!["kept"]);
    }

    [Fact]
    public async Task A_server_completes_without_anything_of_training_and_tells_one_when_somebody_types()
    {
        var mark = folder.Write("data/training/typing", "");
        var before = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(mark, before);
        var path = folder.Write("A.cs", "class A\n{\n    int B(string text) => text.\n}\n");
        var uri = new Uri(path).AbsoluteUri;
        await using var server = new LspServerProcess(Environment);
        await server.Client.InitializeAsync(folder.Path);
        await server.Client.OpenAsync(uri, await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
        Assert.Equal(before, File.GetLastWriteTimeUtc(mark));

        await server.Client.ChangeAsync(uri, 2, (2, 31), (2, 31), "L");
        await server.Client.RequestAsync("textDocument/inlineCompletion", LspClient.At(uri, 2, 32));

        Assert.True(File.GetLastWriteTimeUtc(mark) > before);
        var loaded = server.LoadedFiles();
        Assert.Contains(loaded, f => f.EndsWith("SmolCode.Completion.dll", StringComparison.Ordinal));
        Assert.DoesNotContain(loaded, f => f.Contains("TorchSharp", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(loaded, f => f.EndsWith("SmolCode.Training.dll", StringComparison.Ordinal));
    }
}
