using Microsoft.Extensions.Logging.Abstractions;
using SmolCode.Inference;
using SmolCode.Inference.Tuning;
using SmolCode.TestSupport;

namespace SmolCode.EndToEnd.Tests;

/// <summary>Choosing, downloading and removing models with the built executable.</summary>
public sealed class ModelCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Models => Path.Combine(folder.Path, "models");

    private Dictionary<string, string> Environment =>
        new()
        {
            ["SMOLCODE_DATA_DIR"] = Path.Combine(folder.Path, "data"),
            ["SMOLCODE_MODEL_DIR"] = Models,
            ["SMOLCODE_CACHE_DIR"] = Path.Combine(folder.Path, "cache"),
        };

    [Fact]
    public async Task A_model_that_nobody_publishes_is_told_with_those_there_are()
    {
        var run = await CommandLine.RunAsync(Environment, "model", "pull", "GPT-5");

        Assert.Equal(1, run.ExitCode);
        Assert.Empty(run.Out);
        Assert.Contains("SmolLM2-360M-Instruct, SmolLM2-1.7B-Instruct", run.FirstErrorLine, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_model_is_refused_and_the_choice_stays()
    {
        var broken = folder.Write("broken.gguf", "no model");
        Assert.Equal(0, (await CommandLine.RunAsync(Environment, "model", "use", "SmolLM2-135M-Instruct")).ExitCode);
        var choice = Path.Combine(folder.Path, "data", "model.json");
        var before = await File.ReadAllTextAsync(choice, TestContext.Current.CancellationToken);

        var run = await CommandLine.RunAsync(Environment, "model", "use", broken);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("broken.gguf", run.FirstErrorLine, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllTextAsync(choice, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_chosen_model_completes_until_it_is_removed()
    {
        Directory.CreateDirectory(Models);
        File.Copy(
            Path.Combine(AppContext.BaseDirectory, "models", "SmolLM2-135M-Instruct.Q4_1.gguf"),
            Path.Combine(Models, "Mine.Q4_1.gguf")
        );
        var use = await CommandLine.RunAsync(Environment, "model", "use", "Mine");
        Assert.True(use.ExitCode == 0, use.Error);
        var code = folder.Write("A.cs", "class A\n{\n    int B(string text) => text.\n}\n");

        var complete = await CommandLine.RunAsync(Environment, "complete", $"{code}:3:31", "--json");
        Assert.True(complete.ExitCode == 0, complete.Error);
        Assert.Equal("Mine", complete.Json.GetProperty("model").GetString());

        var remove = await CommandLine.RunAsync(Environment, "model", "remove", "Mine");
        Assert.Contains("SmolLM2-135M-Instruct is used from now on", remove.Out, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Models, "*.gguf"));
        Assert.Empty(Directory.GetFiles(Path.Combine(folder.Path, "cache", "models"), "Mine*.gguf"));
    }

    [Fact]
    public async Task A_workspace_completes_with_its_own_model_until_that_is_forgotten_or_removed()
    {
        Directory.CreateDirectory(Models);
        File.Copy(
            Path.Combine(AppContext.BaseDirectory, "models", "SmolLM2-135M-Instruct.Q4_1.gguf"),
            Path.Combine(Models, "Mine.Q4_1.gguf")
        );
        const string Code = "class A\n{\n    int B(string text) => text.\n}\n";
        var inside = folder.Write("work/src/A.cs", Code);
        var outside = folder.Write("other/A.cs", Code);
        var work = Path.Combine(folder.Path, "work");

        var use = await CommandLine.RunAsync(Environment, "model", "use", "Mine", "--workspace", work);
        Assert.True(use.ExitCode == 0, use.Error);
        Assert.Contains($"Mine is used in {work} from now on", use.Out, StringComparison.Ordinal);
        Assert.Equal("Mine", await ModelOfAsync(inside));
        Assert.StartsWith("SmolLM2-135M-Instruct", await ModelOfAsync(outside), StringComparison.Ordinal);
        // Nothing of it is in the workspace.
        Assert.Equal([inside], Directory.EnumerateFiles(work, "*", SearchOption.AllDirectories));
        var used = (await CommandLine.RunAsync(Environment, "model", "list", "--json")).Json.GetProperty("used");
        Assert.Equal("SmolLM2-135M-Instruct", used[0].GetProperty("model").GetString());
        Assert.Equal((work, "Mine"), (used[1].GetProperty("workspace").GetString(), used[1].GetProperty("model").GetString()));

        await using (var server = new LspServerProcess(Environment))
        {
            await server.Client.InitializeAsync(work);
            var status = await server.Client.WaitForAsync("smolcode/status", p => (string?)p["model"] is not null);
            Assert.StartsWith("Mine", (string?)status["params"]!["model"], StringComparison.Ordinal);
        }

        var remove = await CommandLine.RunAsync(Environment, "model", "remove", "Mine");
        Assert.Contains(
            $"It was chosen for {work}: SmolLM2-135M-Instruct with SmolLM2-135M-CSharp is used there from now on.",
            remove.Out,
            StringComparison.Ordinal
        );
        Assert.StartsWith("SmolLM2-135M-Instruct", await ModelOfAsync(inside), StringComparison.Ordinal);

        async Task<string?> ModelOfAsync(string file)
        {
            var complete = await CommandLine.RunAsync(Environment, "complete", $"{file}:3:31", "--json");
            Assert.True(complete.ExitCode == 0, complete.Error);
            return complete.Json.GetProperty("model").GetString();
        }
    }

    [Fact]
    public async Task A_workspaces_adapter_is_its_own_and_can_be_forgotten()
    {
        var work = Path.Combine(folder.Path, "work");
        Directory.CreateDirectory(work);
        string[] use = ["model", "use", "SmolLM2-135M-Instruct", "--adapter", "none", "--workspace", work];
        Assert.Equal(0, (await CommandLine.RunAsync(Environment, use)).ExitCode);
        var list = await CommandLine.RunAsync(Environment, "model", "list");
        Assert.Contains("Used: SmolLM2-135M-Instruct with SmolLM2-135M-CSharp", list.Out, StringComparison.Ordinal);
        Assert.Contains($"Used in {work}: SmolLM2-135M-Instruct{System.Environment.NewLine}", list.Out, StringComparison.Ordinal);

        var forget = await CommandLine.RunAsync(Environment, "model", "use", "--forget", "--workspace", work);

        Assert.Equal(0, forget.ExitCode);
        Assert.Contains("with SmolLM2-135M-CSharp is used there", forget.Out, StringComparison.Ordinal);
        Assert.Equal(1, (await CommandLine.RunAsync(Environment, "model", "list", "--json")).Json.GetProperty("used").GetArrayLength());
    }

    [Theory]
    [InlineData(2, "NAME is needed", "use")]
    [InlineData(2, "--forget goes with --workspace", "use", "--forget")]
    [InlineData(1, "there is no no-such-folder", "use", "SmolLM2-135M-Instruct", "--workspace", "no-such-folder")]
    [InlineData(2, "--max-loss takes a percentage", "tune", "--max-loss", "a little")]
    [InlineData(2, "--minutes takes a number", "tune", "--minutes", "0")]
    [InlineData(2, "--adapter needs the name", "tune", "--adapter", "none")]
    [InlineData(2, "can't be used together", "tune", "--reset", "--dry-run")]
    [InlineData(1, "There is no model 'huge' here", "tune", "huge")]
    [InlineData(1, "There is no model 'huge' here", "tune", "huge", "--reset")]
    [InlineData(1, "is an adapter, not a model", "tune", "SmolLM2-135M-CSharp")]
    [InlineData(1, "is a model, not an adapter", "prove", "SmolLM2-135M-Instruct")]
    [InlineData(1, "has no proof yet", "prove", "SmolLM2-135M-CSharp")]
    [InlineData(2, "--holes takes a whole number", "prove", "SmolLM2-135M-CSharp", "--holes", "0")]
    public async Task What_cannot_be_done_is_told(int exitCode, string part, params string[] arguments)
    {
        var run = await CommandLine.RunAsync(Environment, ["model", .. arguments]);

        Assert.Equal(exitCode, run.ExitCode);
        Assert.Empty(run.Out);
        Assert.Contains(part, run.FirstErrorLine, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_measured_is_listed_followed_and_forgotten()
    {
        // What the engine says of the machine and the weights is the key; a result is written as 'model tune' writes it.
        var data = Path.Combine(folder.Path, "data");
        ModelInfo info;
        await using (var engine = new EngineLanguageModel(Engine(data), NullLogger<EngineLanguageModel>.Instance))
        {
            info = await engine.GetInfoAsync(TestContext.Current.CancellationToken);
        }

        new TunedModels(Path.Combine(data, "tuned-models.json")).Add(
            new TunedModel
            {
                Machine = info.Machine!,
                Identity = info.Identity!,
                Model = info.Name,
                Adapter = info.Adapter,
                Tuning = new EngineTuning(WeightLayout.Q8, 1, 32),
                Loss = 0.004,
                RequestMs = 90,
                UntunedMs = 100,
                MeasuredAt = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
            }
        );

        var list = await CommandLine.RunAsync(Environment, "model", "list");
        Assert.Contains(
            "Tuned: SmolLM2-135M-Instruct with SmolLM2-135M-CSharp: Q8_0, 1 thread, batches of 32 (",
            list.Out,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "batches of 32, as 'smolcode model tune' measured",
            (await CommandLine.RunAsync(Environment, "doctor")).Out,
            StringComparison.Ordinal
        );

        var reset = await CommandLine.RunAsync(Environment, "model", "tune", "--reset");
        Assert.StartsWith("1 result is forgotten", reset.Out, StringComparison.Ordinal);
        Assert.Contains("not tuned", (await CommandLine.RunAsync(Environment, "doctor")).Out, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private EngineOptions Engine(string data) =>
        new()
        {
            Command = "dotnet",
            Arguments = [CommandLine.Executable, "engine"],
            Folders = new UserFolders
            {
                Cache = Path.Combine(folder.Path, "cache"),
                Models = Models,
                Bundled = Path.Combine(AppContext.BaseDirectory, "models"),
            },
            TunedModelsFile = Path.Combine(data, "tuned-models.json"),
        };
}
