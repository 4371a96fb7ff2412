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

    public void Dispose() => folder.Dispose();
}
