using System.Runtime.CompilerServices;
using System.Text.Json;
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
    public async Task What_cannot_be_is_said(int exitCode, string message, params string[] arguments)
    {
        var run = await CommandLine.RunAsync(Environment, ["learn", .. arguments]);

        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Out);
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
        var lines = run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement).ToList();
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
