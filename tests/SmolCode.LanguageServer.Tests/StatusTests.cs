using System.Text.Json.Nodes;
using SmolCode.Inference;
using SmolCode.TestSupport;

namespace SmolCode.LanguageServer.Tests;

/// <summary>What the client is told while things start, change and fail.</summary>
public sealed class StatusTests
{
    private static readonly JsonObject Progress = new() { ["window"] = new JsonObject { ["workDoneProgress"] = true } };

    [Fact]
    public async Task The_status_goes_from_starting_to_ready()
    {
        await using var server = new ServerInProcess();
        var hold = new TaskCompletionSource();
        server.Model.Before = hold.Task;

        await server.Client.InitializeAsync();
        var starting = await server.Client.WaitForAsync("smolcode/status");
        hold.SetResult();
        var ready = await StateAsync(server, "ready");

        Assert.Equal("""{"state":"starting","untrusted":true}""", starting["params"]!.ToJsonString());
        Assert.Equal("""{"state":"ready","untrusted":true,"model":"Fake","tokensPerSecond":100}""", ready["params"]!.ToJsonString());
    }

    [Fact]
    public async Task A_model_that_is_less_than_it_should_be_is_said_once_and_stays_in_the_status()
    {
        await using var server = new ServerInProcess();
        const string Message = "Fake is used without its adapter: the disk is full.";
        var hold = new TaskCompletionSource();
        server.Model.Before = hold.Task;
        await server.Client.InitializeAsync();

        server.Model.Raise(EngineState.Ready, Message);
        hold.SetResult();
        var status = await server.Client.WaitForAsync("smolcode/status", p => (string?)p["model"] == "Fake");
        var shown = await server.Client.WaitForAsync("window/showMessage");

        Assert.Equal("degraded", (string?)status["params"]!["state"]);
        Assert.Equal(Message, (string?)status["params"]!["message"]);
        Assert.Equal("SmolCode: " + Message, (string?)shown["params"]!["message"]);
    }

    [Fact]
    public async Task Nothing_is_sent_before_initialize()
    {
        await using var server = new ServerInProcess();

        server.Model.Raise(EngineState.Restarting, "gone");
        await server.Client.RequestAsync("shutdown");

        Assert.DoesNotContain(server.Client.Received, m => (string?)m["method"] == "smolcode/status");
    }

    [Fact]
    public async Task A_model_that_can_not_be_had_is_said_once_with_what_to_do()
    {
        await using var server = new ServerInProcess();
        const string Message = "The weights are corrupt. Run \"smolcode model verify\".";
        server.Model.Failure = new LanguageModelUnavailableException(Message);

        await server.Client.InitializeAsync();
        var status = await StateAsync(server, "error");
        await server.Client.WaitForAsync("window/showMessage");
        server.Model.Raise(EngineState.Failed, Message);
        await server.AssertAliveAsync();

        Assert.Equal(Message, (string?)status["params"]!["message"]);
        var shown = Assert.Single(server.Client.Received, m => (string?)m["method"] == "window/showMessage");
        Assert.Equal("SmolCode: " + Message, (string?)shown["params"]!["message"]);
        Assert.Equal(1, (int)shown["params"]!["type"]!);
    }

    [Fact]
    public async Task The_engines_death_and_return_are_seen()
    {
        await using var server = await ServerInProcess.StartAsync();
        await StateAsync(server, "ready");

        server.Model.Raise(EngineState.Restarting, "The engine died; it starts again in 1 s.");
        var degraded = await StateAsync(server, "degraded");
        var before = server.Client.Received.Count;
        server.Model.Raise(EngineState.Ready);

        Assert.Equal("The engine died; it starts again in 1 s.", (string?)degraded["params"]!["message"]);
        await WaitAfterAsync(server, before, "ready");
        Assert.DoesNotContain(server.Client.Received, m => (string?)m["method"] == "window/showMessage");
    }

    [Fact]
    public async Task Preparing_the_model_is_shown_as_progress()
    {
        await using var server = new ServerInProcess();
        var hold = new TaskCompletionSource();
        server.Model.Before = hold.Task;
        await server.Client.InitializeAsync(capabilities: Progress.DeepClone().AsObject());
        await server.Client.WaitForAsync("smolcode/status");

        server.Model.Raise(EngineState.Preparing, "Repacking: 10 %");
        await server.Client.WaitForAsync("window/workDoneProgress/create");
        await server.Client.WaitForAsync("$/progress", p => (string?)p["value"]!["message"] == "Repacking: 10 %");
        server.Model.Raise(EngineState.Preparing, "Repacking: 60 %");
        await server.Client.WaitForAsync("$/progress", p => (string?)p["value"]!["message"] == "Repacking: 60 %");
        hold.SetResult();
        server.Model.Raise(EngineState.Ready);
        await server.Client.WaitForAsync("$/progress", p => (string?)p["value"]!["kind"] == "end");

        var steps = server
            .Client.Received.Where(m => (string?)m["method"] == "$/progress")
            .Select(m => (string?)m["params"]!["value"]!["kind"]);
        Assert.Equal(["begin", "report", "report", "end"], steps);
        Assert.Single(server.Client.Received, m => (string?)m["method"] == "window/workDoneProgress/create");
    }

    [Fact]
    public async Task A_client_without_progress_gets_none()
    {
        await using var server = await ServerInProcess.StartAsync();
        await StateAsync(server, "ready");

        server.Model.Raise(EngineState.Preparing, "Repacking");
        server.Model.Raise(EngineState.Ready);
        await server.AssertAliveAsync();

        Assert.DoesNotContain(server.Client.Received, m => (string?)m["method"] is "$/progress" or "window/workDoneProgress/create");
    }

    [Fact]
    public async Task Loading_a_folder_is_shown_as_progress_and_ends_in_ready()
    {
        using var folder = new TemporaryFolder();
        folder.Write("A.cs", "class A;");
        await using var server = new ServerInProcess();

        await server.Client.InitializeAsync(folder.Path, Progress.DeepClone().AsObject());
        var end = await server.Client.WaitForAsync("$/progress", p => (string?)p["value"]!["kind"] == "end");
        await server.Client.WaitForAsync(
            "smolcode/status",
            p => (string?)p["state"] == "ready" && (string?)p["workspace"] == folder.Path && (bool)p["untrusted"]!
        );

        var begin = await server.Client.WaitForAsync("$/progress", p => (string?)p["value"]!["kind"] == "begin");
        Assert.Equal((string?)end["params"]!["token"], (string?)begin["params"]!["token"]);
        Assert.Equal("SmolCode: loading " + Path.GetFileName(folder.Path), (string?)begin["params"]!["value"]!["title"]);
    }

    [Fact]
    public async Task What_missing_trust_costs_is_marked_and_nothing_else_is()
    {
        using var folder = new TemporaryFolder();
        folder.Write("App.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />");
        folder.Write("A.cs", "class A;");
        await using var server = new ServerInProcess();

        await server.Client.InitializeAsync(folder.Path);
        var untrusted = await StateAsync(server, "degraded");
        server.Model.Raise(EngineState.Restarting, "The engine died; it starts again in 1 s.");
        var restarting = await server.Client.WaitForAsync(
            "smolcode/status",
            p => ((string?)p["message"])?.StartsWith("The engine", StringComparison.Ordinal) == true
        );

        Assert.Contains("isn't trusted", (string?)untrusted["params"]!["message"], StringComparison.Ordinal);
        Assert.Equal("trust", (string?)untrusted["params"]!["reason"]);
        Assert.True((bool)restarting["params"]!["untrusted"]!);
        Assert.Null(restarting["params"]!["reason"]);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_said_with_what_to_do()
    {
        await using var server = new ServerInProcess();

        await server.Client.InitializeAsync(Path.Combine(Path.GetTempPath(), "smolcode-no-such-folder"));

        var status = await StateAsync(server, "degraded");
        Assert.Contains("smolcode-no-such-folder", (string?)status["params"]!["message"], StringComparison.Ordinal);
        await server.Client.WaitForAsync("window/showMessage", p => (int)p["type"]! == 2);
        await server.AssertAliveAsync();
    }

    private static Task<JsonObject> StateAsync(ServerInProcess server, string state) =>
        server.Client.WaitForAsync("smolcode/status", p => (string?)p["state"] == state);

    private static async Task WaitAfterAsync(ServerInProcess server, int count, string state)
    {
        // The same status came before: look only at what came since.
        await server.Client.WaitForAsync(
            "smolcode/status",
            p => (string?)p["state"] == state && server.Client.Received.Skip(count).Any(m => ReferenceEquals(m["params"], p))
        );
    }
}
