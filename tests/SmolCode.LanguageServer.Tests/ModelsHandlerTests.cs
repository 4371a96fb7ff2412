using System.Text.Json.Nodes;
using SmolCode.Inference.Remote;
using SmolCode.TestSupport;

namespace SmolCode.LanguageServer.Tests;

/// <summary>The requests about models on their way through the server; what models there are is the catalog's business.</summary>
public sealed class ModelsHandlerTests : IDisposable
{
    private readonly FakeModelCatalog catalog = new();
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Models_are_listed_with_the_folder_and_the_teams_server()
    {
        await using var server = await StartAsync(new JsonObject { ["teamServer"] = new JsonObject { ["url"] = "https://a.example" } });

        var result = (await server.Client.RequestAsync("smolcode/models"))["result"]!;

        var (small, large) = (result["models"]![0]!, result["models"]![1]!);
        Assert.Equal(
            ("Small", "CSharp", "bundled", true),
            (Text(small, "name"), Text(small, "adapter"), Text(small, "place"), (bool)small["used"]!)
        );
        Assert.Equal(
            ("Large", null, "available", 12),
            (Text(large, "name"), Text(large, "adapter"), Text(large, "place"), (long)large["arrivedBytes"]!)
        );
        Assert.Null(large["bytes"]);
        Assert.Null(small["measured"]);
        Assert.Equal(("/models", folder.Path), (Text(result, "folder"), Text(result, "workspaceChoice")));
        Assert.Equal(
            ("https://a.example", "plain", false, true),
            (
                Text(result["teamServer"]!, "url"),
                Text(result["teamServer"]!, "format"),
                (bool)result["teamServer"]!["fromEnvironment"]!,
                (bool)result["teamServer"]!["hasKey"]!
            )
        );
    }

    [Fact]
    public async Task A_teams_server_of_the_environment_is_told_instead_of_that_of_the_settings()
    {
        catalog.EnvironmentTeamServer = new TeamServerChoice("https://env.example", "m", "qwen");
        await using var server = await StartAsync(new JsonObject { ["teamServer"] = new JsonObject { ["url"] = "https://a.example" } });

        var named = (await server.Client.RequestAsync("smolcode/models"))["result"]!["teamServer"]!;

        Assert.Equal(
            ("https://env.example", "m", "qwen", true),
            (Text(named, "url"), Text(named, "model"), Text(named, "format"), (bool)named["fromEnvironment"]!)
        );
    }

    [Fact]
    public async Task What_is_asked_for_is_done_and_answered_with_the_list()
    {
        await using var server = await StartAsync();
        foreach (
            var (method, parameters) in new (string, JsonObject?)[]
            {
                ("smolcode/useModel", new() { ["name"] = "Small" }),
                ("smolcode/useModel", new() { ["name"] = "Small", ["adapter"] = "none" }),
                ("smolcode/forgetWorkspaceModel", null),
                ("smolcode/pullModel", new() { ["name"] = "Large" }),
                ("smolcode/removeModel", new() { ["name"] = "Large" }),
                ("smolcode/removeModel", new() { ["name"] = "Large", ["onlyPartial"] = true }),
            }
        )
        {
            var response = await server.Client.RequestAsync(method, parameters);
            Assert.Equal(2, response["result"]!["models"]!.AsArray().Count);
        }

        Assert.Equal(
            ["use Small own", "use Small none", $"forget {folder.Path}", "pull Large", "remove Large", "discard Large"],
            catalog.Calls
        );
    }

    [Fact]
    public async Task A_measurement_is_answered_with_its_figures()
    {
        await using var server = await StartAsync();
        var result = (await server.Client.RequestAsync("smolcode/measureModel", new JsonObject { ["name"] = "Small" }))["result"]!;
        var measured = result["models"]![0]!["measured"]!;
        Assert.Equal(
            (1234.6, 99.9, 0.812, 300),
            (
                (double)measured["firstAnswerMs"]!,
                (double)measured["nextAnswerMs"]!,
                (double)measured["bitsPerCharacter"]!,
                (long)measured["residentBytes"]!
            )
        );
    }

    [Theory]
    [InlineData("smolcode/pullModel", "\"p\"", """{"bytes":10,"totalBytes":100,"bytesPerSecond":5,"secondsLeft":18}""")]
    [InlineData("smolcode/measureModel", "3", """{"message":"Loading"}""")]
    [InlineData("smolcode/useModel", "\"u\"", """{"message":"Verifying"}""")]
    public async Task Progress_is_sent_under_the_clients_token(string method, string token, string value)
    {
        await using var server = await StartAsync();
        await server.Client.RequestAsync(method, new JsonObject { ["name"] = "Large", ["partialResultToken"] = JsonNode.Parse(token) });

        var progress = await server.Client.WaitForAsync("$/progress", p => p["token"]?.ToJsonString() == token);
        Assert.Equal(value, progress["params"]!["value"]!.ToJsonString());
    }

    [Fact]
    public async Task A_download_says_that_it_waits_for_another_programs()
    {
        catalog.Waiting = "Another window downloads it.";
        await using var server = await StartAsync();
        await server.Client.RequestAsync("smolcode/pullModel", new JsonObject { ["name"] = "Large", ["partialResultToken"] = "w" });

        var progress = await server.Client.WaitForAsync("$/progress", p => (string?)p["token"] == "w");
        Assert.Equal("""{"message":"Another window downloads it."}""", progress["params"]!["value"]!.ToJsonString());
    }

    [Fact]
    public async Task A_download_is_paused_by_cancelling_it()
    {
        catalog.IsEndless = true;
        await using var server = await StartAsync();
        var (id, response) = await server.Client.BeginRequestAsync(
            "smolcode/pullModel",
            new JsonObject { ["name"] = "Large", ["partialResultToken"] = "d" }
        );
        await server.Client.WaitForAsync("$/progress", p => (string?)p["token"] == "d");
        // The list is answered meanwhile.
        Assert.NotNull((await server.Client.RequestAsync("smolcode/models"))["result"]);

        await server.Client.CancelAsync(id);

        Assert.Equal(-32800, (int)(await response)["error"]!["code"]!);
        Assert.Empty(catalog.Calls);
    }

    [Fact]
    public async Task What_can_not_be_done_is_an_error_for_the_user()
    {
        catalog.Problem = "The disk is full. Make room.";
        await using var server = await StartAsync();
        var error = (await server.Client.RequestAsync("smolcode/removeModel", new JsonObject { ["name"] = "Large" }))["error"]!;
        Assert.Equal((-32803, "The disk is full. Make room."), ((int)error["code"]!, (string?)error["message"]));
    }

    [Theory]
    [InlineData("""{ "url": "https://a.example" }""", "check https://a.example '' plain")]
    [InlineData("""{ "url": "https://a.example", "model": "m", "format": "qwen" }""", "check https://a.example 'm' qwen")]
    [InlineData("""{ "url": "https://a.example", "ask": false }""", "read https://a.example '' plain")]
    public async Task A_teams_server_is_asked_what_it_has(string parameters, string call)
    {
        await using var server = await StartAsync();
        var result = (await server.Client.RequestAsync("smolcode/checkTeamServer", JsonNode.Parse(parameters)!.AsObject()))["result"]!;
        Assert.Equal(call, Assert.Single(catalog.Calls));
        Assert.Equal(
            ("https://a.example/v1/", "a", 12.3),
            (Text(result, "address"), Text(result, "model"), (double)result["milliseconds"]!)
        );
        Assert.Null(result["problem"]);
    }

    [Fact]
    public async Task A_teams_server_that_is_none_is_an_answer_with_a_problem()
    {
        await using var server = await StartAsync();
        var result = (await server.Client.RequestAsync("smolcode/checkTeamServer", new JsonObject { ["url"] = "bad" }))["result"]!;
        Assert.Equal("It is none.", Text(result, "problem"));
        Assert.Null(result["address"]);
    }

    [Fact]
    public async Task A_server_without_a_choice_does_not_announce_one()
    {
        await using var server = new ServerInProcess();
        var response = await server.Client.InitializeAsync();
        Assert.False((bool)response["result"]!["capabilities"]!["experimental"]!["smolcode"]!["models"]!);
        Assert.Equal(-32803, (int)(await server.Client.RequestAsync("smolcode/models"))["error"]!["code"]!);
    }

    private async Task<ServerInProcess> StartAsync(JsonObject? settings = null)
    {
        var server = new ServerInProcess(models: catalog);
        await server.Client.InitializeAsync(folder.Path, settings: settings);
        return server;
    }

    private static string? Text(JsonNode node, string name) => (string?)node[name];
}
