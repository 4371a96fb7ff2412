using System.Text.Json.Nodes;
using SmolCode.Inference.Tests;
using SmolCode.TestSupport;

namespace SmolCode.EndToEnd.Tests;

/// <summary>Choosing, downloading, measuring and removing models through the built server, as an editor's page does.</summary>
public sealed class LspModelsTests : IDisposable
{
    private const string Bundled = "SmolLM2-135M-Instruct";
    private const string Published = "SmolLM2-1.7B-Instruct";

    private readonly TemporaryFolder folder = new();

    private string Models => Path.Combine(folder.Path, "models");

    private Dictionary<string, string> Environment =>
        new()
        {
            ["SMOLCODE_DATA_DIR"] = Path.Combine(folder.Path, "data"),
            ["SMOLCODE_MODEL_DIR"] = Models,
            ["SMOLCODE_CACHE_DIR"] = Path.Combine(folder.Path, "cache"),
            ["SMOLCODE_TEAM_SERVER_KEY"] = "secret",
        };

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task What_there_is_and_what_can_be_had_is_listed_and_the_key_is_not()
    {
        await using var server = await StartAsync();

        var response = await server.Client.RequestAsync("smolcode/models");

        var models = response["result"]!["models"]!.AsArray();
        Assert.Equal(
            [(Bundled, "bundled", true), ("SmolLM2-360M-Instruct", "available", false), (Published, "available", false)],
            models.Select(m => ((string)m!["name"]!, (string)m["place"]!, (bool)m["used"]!))
        );
        Assert.Equal("SmolLM2-135M-CSharp", (string?)models[0]!["adapter"]);
        Assert.Equal(Models, (string?)response["result"]!["folder"]);
        Assert.True((bool)response["result"]!["teamServer"]!["hasKey"]!);
        Assert.DoesNotContain("secret", response.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chosen_model_is_used_by_the_next_server_and_a_deleted_one_by_none()
    {
        Copy("Mine.Q4_1.gguf");
        await using (var server = await StartAsync())
        {
            var used = await AskAsync(server, "smolcode/useModel", "Mine");
            Assert.Equal([Bundled, "Mine"], used.Where(IsHere).Select(Name).Order(StringComparer.Ordinal).Reverse());
            Assert.Equal("Mine", Name(Assert.Single(used, m => (bool)m!["used"]!)));
        }

        await using (var server = await StartAsync())
        {
            var status = await server.Client.WaitForAsync("smolcode/status", p => (string?)p["model"] is not null);
            Assert.StartsWith("Mine", (string?)status["params"]!["model"], StringComparison.Ordinal);
            var left = await AskAsync(server, "smolcode/removeModel", "Mine");
            Assert.Equal(Bundled, Name(Assert.Single(left, IsHere)));
            Assert.True((bool)left[0]!["used"]!);
        }

        Assert.Empty(Directory.GetFiles(Models, "*.gguf"));
    }

    [Fact]
    public async Task A_workspaces_own_choice_is_told_and_can_be_forgotten()
    {
        Copy("Mine.Q4_1.gguf");
        var work = Directory.CreateDirectory(Path.Combine(folder.Path, "work")).FullName;
        Assert.Equal(0, (await CommandLine.RunAsync(Environment, "model", "use", "Mine", "--workspace", work)).ExitCode);
        await using var server = await StartAsync(Directory.CreateDirectory(Path.Combine(work, "src")).FullName);

        var before = (await server.Client.RequestAsync("smolcode/models"))["result"]!;
        Assert.Equal(work, (string?)before["workspaceChoice"]);
        Assert.Equal("Mine", Name(Assert.Single(before["models"]!.AsArray(), m => (bool)m!["used"]!)));

        var after = (await server.Client.RequestAsync("smolcode/forgetWorkspaceModel"))["result"]!;
        Assert.Null(after["workspaceChoice"]);
        Assert.Equal(Bundled, Name(Assert.Single(after["models"]!.AsArray(), m => (bool)m!["used"]!)));
    }

    [Fact]
    public async Task A_file_that_is_no_model_is_refused_and_the_choice_stays()
    {
        Directory.CreateDirectory(Models);
        await File.WriteAllTextAsync(Path.Combine(Models, "Broken.gguf"), "no model", TestContext.Current.CancellationToken);
        await using var server = await StartAsync();

        var listed = (await server.Client.RequestAsync("smolcode/models"))["result"]!["models"]!.AsArray();
        Assert.NotNull(listed.Single(m => Name(m) == "Broken")!["problem"]);
        foreach (
            var (method, name) in (IEnumerable<(string, string)>)
                [
                    ("smolcode/useModel", "Broken"),
                    ("smolcode/measureModel", "Broken"),
                    ("smolcode/useModel", "Nobody"),
                    ("smolcode/pullModel", "Nobody"),
                    ("smolcode/removeModel", Bundled),
                ]
        )
        {
            var error = (await server.Client.RequestAsync(method, new JsonObject { ["name"] = name }))["error"]!;
            Assert.Equal(-32803, (int)error["code"]!);
            Assert.Contains(name, (string?)error["message"], StringComparison.Ordinal);
        }

        listed = (await server.Client.RequestAsync("smolcode/models"))["result"]!["models"]!.AsArray();
        Assert.Equal(Bundled, Name(Assert.Single(listed, m => (bool)m!["used"]!)));
    }

    [Fact]
    public async Task A_download_is_paused_resumed_and_given_up()
    {
        var weights = new GgufBuilder()
            .Text("general.architecture", "llama")
            .Texts("some.words", [.. Enumerable.Range(0, 20_000).Select(i => $"word {i}")])
            .Build();
        await using var hub = new ModelHub(weights);
        await using var server = await StartAsync(environment: new() { ["HF_ENDPOINT"] = hub.Address.AbsoluteUri });

        await PauseAsync("one");
        var paused = (await server.Client.RequestAsync("smolcode/models"))["result"]!["models"]!.AsArray();
        Assert.Equal(10, (long)paused.Single(m => Name(m) == Published)!["arrivedBytes"]!);

        var discarded = await AskAsync(server, "smolcode/removeModel", Published);
        Assert.Equal(0, (long)discarded.Single(m => Name(m) == Published)!["arrivedBytes"]!);

        await PauseAsync("two");
        var whole = await AskAsync(server, "smolcode/pullModel", Published);
        Assert.Equal("smollm2-1.7b-instruct", Name(Assert.Single(whole, m => (string?)m!["place"] == "here")));
        Assert.Equal([-1, -1, 10], hub.Starts);
        Assert.Equal(
            weights,
            await File.ReadAllBytesAsync(Directory.GetFiles(Models, "*.gguf").Single(), TestContext.Current.CancellationToken)
        );

        async Task PauseAsync(string token)
        {
            var silence = hub.Silence = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var (id, response) = await server.Client.BeginRequestAsync(
                "smolcode/pullModel",
                new JsonObject { ["name"] = Published, ["partialResultToken"] = token }
            );
            await server.Client.WaitForAsync("$/progress", p => (string?)p["token"] == token && (long)p["value"]!["bytes"]! == 10);
            await server.Client.CancelAsync(id);
            Assert.Equal(-32800, (int)(await response)["error"]!["code"]!);
            hub.Silence = null;
            silence.SetResult();
        }
    }

    [Fact]
    public async Task A_measurement_is_kept_for_the_next_server()
    {
        await using (var server = await StartAsync())
        {
            // Minutes of computing where other tests use the processor.
            var (_, response) = await server.Client.BeginRequestAsync(
                "smolcode/measureModel",
                new JsonObject { ["name"] = Bundled, ["partialResultToken"] = "m" }
            );
            var measured = (await response.WaitAsync(TimeSpan.FromMinutes(15)))["result"]!["models"]![0]!["measured"]!;
            Assert.True((double)measured["firstAnswerMs"]! > 0);
            await server.Client.WaitForAsync("$/progress", p => (string?)p["token"] == "m");
        }

        await using (var server = await StartAsync())
        {
            var models = (await server.Client.RequestAsync("smolcode/models"))["result"]!["models"]!.AsArray();
            Assert.InRange((double)models[0]!["measured"]!["bitsPerCharacter"]!, 0.25, 2);
        }
    }

    [Fact]
    public async Task A_teams_server_that_can_not_be_used_is_told_with_what_to_do()
    {
        await using var server = await StartAsync();
        foreach (
            var (url, says) in (IEnumerable<(string, string)>)
                [
                    ("", "Name the server's address"),
                    ("coder", "address is none"),
                    ("http://coder.example.org", "unencrypted"),
                    ("http://127.0.0.1:9", "127.0.0.1:9"),
                ]
        )
        {
            var result = (await server.Client.RequestAsync("smolcode/checkTeamServer", new JsonObject { ["url"] = url }))["result"]!;
            Assert.Contains(says, (string?)result["problem"], StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("https://coder.example.org/v1", "https://coder.example.org/v1/", null)]
    [InlineData("http://localhost:9", "http://localhost:9/v1/", null)]
    [InlineData("http://127.0.0.1:9", "http://127.0.0.1:9/v1/", null)]
    [InlineData("http://[::1]:9", "http://[::1]:9/v1/", null)]
    [InlineData("file:///etc/passwd", null, "address is none")]
    [InlineData("http://127.0.0.1.example.org", null, "unencrypted")]
    [InlineData("https://me:secret@coder.example.org", null, "SMOLCODE_TEAM_SERVER_KEY")]
    public async Task A_teams_server_that_is_not_asked_is_only_read(string url, string? address, string? says)
    {
        await using var server = await StartAsync();

        var parameters = new JsonObject { ["url"] = url, ["ask"] = false };
        var result = (await server.Client.RequestAsync("smolcode/checkTeamServer", parameters))["result"]!;

        Assert.Equal((address, 0.0), ((string?)result["address"], (double)result["milliseconds"]!));
        if (says is null)
        {
            Assert.Null(result["problem"]);
        }
        else
        {
            Assert.Contains(says, (string?)result["problem"], StringComparison.Ordinal);
            Assert.DoesNotContain("secret", (string?)result["problem"], StringComparison.Ordinal);
        }
    }

    private static string Name(JsonNode? model) => (string)model!["name"]!;

    private static bool IsHere(JsonNode? model) => (string?)model!["place"] != "available";

    private static async Task<JsonArray> AskAsync(LspServerProcess server, string method, string name)
    {
        var response = await server.Client.RequestAsync(method, new JsonObject { ["name"] = name });
        Assert.True(response["error"] is null, response.ToJsonString());
        return response["result"]!["models"]!.AsArray();
    }

    private async Task<LspServerProcess> StartAsync(string? workspace = null, Dictionary<string, string>? environment = null)
    {
        var all = Environment;
        foreach (var (name, value) in environment ?? [])
        {
            all[name] = value;
        }

        var server = new LspServerProcess(all);
        await server.Client.InitializeAsync(workspace ?? folder.Path);
        return server;
    }

    private void Copy(string name)
    {
        Directory.CreateDirectory(Models);
        File.Copy(Path.Combine(AppContext.BaseDirectory, "models", "SmolLM2-135M-Instruct.Q4_1.gguf"), Path.Combine(Models, name));
    }
}
