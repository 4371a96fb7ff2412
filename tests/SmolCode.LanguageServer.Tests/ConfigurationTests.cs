using System.Text.Json.Nodes;
using SmolCode.EndToEnd.Tests;
using SmolCode.Inference.Remote;

namespace SmolCode.LanguageServer.Tests;

/// <summary>Settings on their way from the client to a completion.</summary>
public sealed class ConfigurationTests
{
    private const string Uri = "file:///a.cs";

    private static readonly JsonObject Pulls = new() { ["workspace"] = new JsonObject { ["configuration"] = true } };

    [Fact]
    public async Task Settings_are_pulled_after_initialized()
    {
        await using var server = new ServerInProcess();
        server.Client.Settings = JsonNode.Parse("""{"candidates":2,"deadlineMs":321}""");

        await server.Client.InitializeAsync(capabilities: Pulls.DeepClone().AsObject());

        var asked = await server.Client.WaitForAsync("workspace/configuration");
        Assert.Equal("""{"items":[{"section":"smolcode"}]}""", asked["params"]!.ToJsonString());
        await UntilAsync(server, o => o is { Candidates: 2, Deadline.TotalMilliseconds: 321 });
    }

    [Fact]
    public async Task Changed_settings_are_pulled_again()
    {
        await using var server = await ServerInProcess.StartAsync(Pulls.DeepClone().AsObject());
        await server.Client.WaitForAsync("workspace/configuration");

        server.Client.Settings = JsonNode.Parse("""{"candidates":3}""");
        await server.Client.NotifyAsync("workspace/didChangeConfiguration", new JsonObject { ["settings"] = null });

        await UntilAsync(server, o => o.Candidates == 3);
    }

    [Theory]
    [InlineData("""{"smolcode":{"candidates":5}}""")]
    [InlineData("""{"candidates":5}""")]
    public async Task Settings_are_taken_from_clients_that_send_them(string settings)
    {
        await using var server = await ServerInProcess.StartAsync();

        await server.Client.NotifyAsync("workspace/didChangeConfiguration", new JsonObject { ["settings"] = JsonNode.Parse(settings) });

        Assert.Equal(5, (await OptionsAsync(server)).Candidates);
    }

    [Fact]
    public async Task A_teams_server_is_told_before_the_model_starts_and_when_it_changes()
    {
        await using var server = new ServerInProcess();
        var atStart = new List<int>();
        server.Model.Asked = () => atStart.Add(server.TeamServers.Count);
        await server.Client.RequestAsync(
            "initialize",
            JsonNode.Parse(
                """{"capabilities":{},"initializationOptions":{"settings":{"teamServer":{"url":"https://a.example.org","model":"coder"}}}}"""
            )
        );
        await server.Client.NotifyAsync("initialized", new JsonObject());
        await OptionsAsync(server);
        await server.Client.NotifyAsync("workspace/didChangeConfiguration", JsonNode.Parse("""{"settings":{"teamServer":{"url":""}}}"""));
        await OptionsAsync(server);

        Assert.Equal([new TeamServerChoice("https://a.example.org", "coder"), TeamServerChoice.None], server.TeamServers);
        Assert.All(atStart, told => Assert.NotEqual(0, told));
    }

    [Fact]
    public async Task Settings_may_come_with_initialize()
    {
        await using var server = new ServerInProcess();
        await server.Client.RequestAsync(
            "initialize",
            JsonNode.Parse("""{"capabilities":{},"initializationOptions":{"settings":{"candidates":6,"trace":"shrill"}}}""")
        );

        Assert.Equal(6, (await OptionsAsync(server)).Candidates);
        Assert.Contains(server.Log.All, l => l.Contains("smolcode.trace is \"shrill\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("7")]
    [InlineData("""{"trusted":"very"}""")]
    [InlineData("[]")]
    public async Task Initialization_options_that_can_not_be_read_are_ignored(string options)
    {
        await using var server = new ServerInProcess();

        var response = await server.Client.RequestAsync(
            "initialize",
            JsonNode.Parse($$"""{"capabilities":{},"initializationOptions":{{options}}}""")
        );

        Assert.NotNull(response["result"]);
        Assert.Contains(server.Log.All, l => l.Contains("initializationOptions", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Switched_off_nothing_is_asked_and_the_status_says_so()
    {
        await using var server = await ServerInProcess.StartAsync();
        await server.Client.OpenAsync(Uri, "class A;");

        await server.Client.NotifyAsync("workspace/didChangeConfiguration", JsonNode.Parse("""{"settings":{"enabled":false}}"""));
        var response = await server.Client.RequestAsync("textDocument/inlineCompletion", LspClient.At(Uri, 0, 0));

        Assert.Empty(response["result"]!["items"]!.AsArray());
        Assert.Empty(server.Completion.Calls);
        await server.Client.WaitForAsync("smolcode/status", p => (string?)p["state"] == "disabled");
    }

    [Fact]
    public async Task The_trace_setting_decides_what_is_logged()
    {
        await using var server = await ServerInProcess.StartAsync();

        await server.AssertAliveAsync();
        Assert.DoesNotContain(server.Client.Received, IsTrace);

        await server.Client.NotifyAsync("workspace/didChangeConfiguration", JsonNode.Parse("""{"settings":{"trace":"messages"}}"""));
        await server.Client.RequestAsync("workspace/executeCommand", JsonNode.Parse("""{"command":"smolcode.reloadWorkspace"}"""));

        await server.Client.WaitForAsync(
            "window/logMessage",
            p => ((string?)p["message"])!.Contains("workspace/executeCommand:", StringComparison.Ordinal)
        );

        static bool IsTrace(JsonObject m) => (string?)m["method"] == "window/logMessage" && (int)m["params"]!["type"]! >= 4;
    }

    [Fact]
    public async Task Files_and_settings_are_registered_where_the_client_can()
    {
        await using var server = await ServerInProcess.StartAsync(
            JsonNode
                .Parse(
                    """{"workspace":{"didChangeWatchedFiles":{"dynamicRegistration":true},"didChangeConfiguration":{"dynamicRegistration":true}}}"""
                )!
                .AsObject()
        );

        var registered = await server.Client.WaitForAsync("client/registerCapability");
        var registrations = registered["params"]!["registrations"]!.AsArray();

        Assert.Equal(
            ["workspace/didChangeWatchedFiles", "workspace/didChangeConfiguration"],
            registrations.Select(r => (string?)r!["method"])
        );
        Assert.Equal(
            ["**/*.cs", "**/*.csproj", "**/*.sln", "**/*.slnx", "**/Directory.*.props", "**/Directory.*.targets"],
            registrations[0]!["registerOptions"]!["watchers"]!.AsArray().Select(w => (string?)w!["globPattern"])
        );
    }

    private static async Task<SmolCode.Completion.CompletionOptions> OptionsAsync(ServerInProcess server)
    {
        await server.Client.OpenAsync(Uri, "class A;");
        await server.Client.RequestAsync("textDocument/inlineCompletion", LspClient.At(Uri, 0, 0));
        return server.Completion.Calls.Last().Options;
    }

    /// <summary>The client's answer takes its way through the queue: asks until a completion has the settings.</summary>
    private static async Task UntilAsync(ServerInProcess server, Func<SmolCode.Completion.CompletionOptions, bool> holds)
    {
        using var limit = new CancellationTokenSource(LspClient.Patience);
        while (!holds(await OptionsAsync(server)))
        {
            limit.Token.ThrowIfCancellationRequested();
        }
    }
}
