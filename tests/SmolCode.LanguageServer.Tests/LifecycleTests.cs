using System.Text.Json;
using System.Text.Json.Nodes;
using SmolCode.EndToEnd.Tests;
using SmolCode.TestSupport;

namespace SmolCode.LanguageServer.Tests;

/// <summary>From initialize to exit.</summary>
public sealed class LifecycleTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    [Fact]
    public async Task Initialize_answers_the_capabilities()
    {
        await using var server = new ServerInProcess();

        var response = await server.Client.InitializeAsync();

        GoldenFile.Verify(response["result"]!["capabilities"]!.ToJsonString(Indented) + "\n", "capabilities.json");
        Assert.Equal("SmolCode", (string?)response["result"]!["serverInfo"]!["name"]);
        Assert.Matches(@"^\d+\.\d+\.\d+", (string?)response["result"]!["serverInfo"]!["version"]);
    }

    [Theory]
    [InlineData("""["utf-8","utf-16"]""", "utf-8")]
    [InlineData("""["utf-16","utf-8"]""", "utf-16")]
    [InlineData("""["utf-32","utf-16"]""", "utf-16")]
    [InlineData("""[]""", "utf-16")]
    public async Task The_position_encoding_is_utf_8_only_for_clients_that_like_it_best(string offered, string chosen)
    {
        await using var server = new ServerInProcess();

        var response = await server.Client.InitializeAsync(
            capabilities: new JsonObject { ["general"] = new JsonObject { ["positionEncodings"] = JsonNode.Parse(offered) } }
        );

        Assert.Equal(chosen, (string?)response["result"]!["capabilities"]!["positionEncoding"]);
    }

    [Theory]
    [InlineData("shutdown")]
    [InlineData("textDocument/inlineCompletion")]
    [InlineData("workspace/neverHeardOf")]
    public async Task A_request_before_initialize_is_refused(string method)
    {
        await using var server = new ServerInProcess();

        Assert.Equal(-32002, Code(await server.Client.RequestAsync(method, new JsonObject())));

        Assert.Null((await server.Client.InitializeAsync())["error"]);
    }

    [Fact]
    public async Task A_notification_before_initialize_is_dropped()
    {
        await using var server = new ServerInProcess();

        await server.Client.OpenAsync("file:///a.cs", "class A;");
        await server.Client.InitializeAsync();
        await server.Client.RequestAsync("textDocument/inlineCompletion", LspClient.At("file:///a.cs", 0, 0));

        Assert.Empty(server.Completion.Calls);
    }

    [Fact]
    public async Task A_second_initialize_is_refused()
    {
        await using var server = await ServerInProcess.StartAsync();

        Assert.Equal(-32600, Code(await server.Client.RequestAsync("initialize", new JsonObject { ["capabilities"] = new JsonObject() })));

        await server.AssertAliveAsync();
    }

    [Fact]
    public async Task An_initialize_that_can_not_be_read_leaves_the_server_waiting_for_one()
    {
        await using var server = new ServerInProcess();

        Assert.Equal(-32602, Code(await server.Client.RequestAsync("initialize", new JsonObject { ["capabilities"] = 1 })));
        Assert.Equal(-32602, Code(await server.Client.RequestAsync("initialize")));

        Assert.Null((await server.Client.InitializeAsync())["error"]);
    }

    [Fact]
    public async Task After_shutdown_requests_are_refused()
    {
        await using var server = await ServerInProcess.StartAsync();

        var shutdown = await server.Client.RequestAsync("shutdown");
        Assert.True(shutdown.ContainsKey("result"));
        Assert.Null(shutdown["result"]);

        Assert.Equal(-32600, Code(await server.Client.RequestAsync("textDocument/inlineCompletion", new JsonObject())));
        Assert.Equal(-32600, Code(await server.Client.RequestAsync("shutdown")));
        Assert.Equal(-32600, Code(await server.Client.RequestAsync("workspace/neverHeardOf")));
        Assert.Equal(-32600, Code(await server.Client.RequestAsync("initialize", new JsonObject { ["capabilities"] = new JsonObject() })));
    }

    [Fact]
    public async Task Exit_after_shutdown_ends_with_0()
    {
        await using var server = await ServerInProcess.StartAsync();

        await server.Client.ShutDownAsync();

        Assert.Equal(0, await server.Exit.WaitAsync(LspClient.Patience));
    }

    [Fact]
    public async Task Exit_without_shutdown_ends_with_1()
    {
        await using var server = await ServerInProcess.StartAsync();

        await server.Client.NotifyAsync("exit");

        Assert.Equal(1, await server.Exit.WaitAsync(LspClient.Patience));
    }

    [Fact]
    public async Task Exit_before_initialize_ends_with_1()
    {
        await using var server = new ServerInProcess();

        await server.Client.NotifyAsync("exit");

        Assert.Equal(1, await server.Exit.WaitAsync(LspClient.Patience));
    }

    [Fact]
    public async Task The_end_of_the_input_ends_the_server()
    {
        await using var server = await ServerInProcess.StartAsync();

        await server.Client.CloseInputAsync();

        Assert.Equal(1, await server.Exit.WaitAsync(LspClient.Patience));
    }

    [Fact]
    public async Task What_was_asked_before_the_end_of_the_input_is_answered()
    {
        await using var server = new ServerInProcess();
        var client = server.Client;

        var (_, initialize) = await client.BeginRequestAsync("initialize", new JsonObject { ["capabilities"] = new JsonObject() });
        var (_, shutdown) = await client.BeginRequestAsync("shutdown");
        await client.CloseInputAsync();

        Assert.NotNull((await initialize.WaitAsync(LspClient.Patience))["result"]);
        Assert.Null((await shutdown.WaitAsync(LspClient.Patience))["error"]);
        Assert.Equal(0, await server.Exit.WaitAsync(LspClient.Patience));
    }

    [Fact]
    public async Task A_completion_that_runs_at_exit_is_cancelled()
    {
        await using var server = await ServerInProcess.StartAsync();
        server.Completion.Before = new TaskCompletionSource().Task;
        await server.Client.OpenAsync("file:///a.cs", "class A;");
        var (_, response) = await server.Client.BeginRequestAsync("textDocument/inlineCompletion", LspClient.At("file:///a.cs", 0, 0));
        var call = await server.Completion.FirstCall;

        await server.Client.ShutDownAsync();

        Assert.Equal(0, await server.Exit.WaitAsync(LspClient.Patience));
        Assert.True(call.CancellationToken.IsCancellationRequested);
        Assert.Equal(-32800, Code(await response.WaitAsync(LspClient.Patience)));
    }

    [Fact]
    public async Task The_death_of_the_clients_process_ends_the_server()
    {
        await using var server = new ServerInProcess();

        // No process has this id: Linux and Windows both count from 1 and far below.
        await server.Client.InitializeAsync(processId: int.MaxValue);

        Assert.Equal(1, await server.Exit.WaitAsync(LspClient.Patience));
    }

    [Fact]
    public async Task The_process_may_be_named_at_the_start()
    {
        await using var server = new ServerInProcess(clientProcessId: int.MaxValue);

        Assert.Equal(1, await server.Exit.WaitAsync(LspClient.Patience));
    }

    [Fact]
    public async Task A_client_that_lives_is_served()
    {
        await using var server = new ServerInProcess();

        await server.Client.InitializeAsync(processId: Environment.ProcessId);

        await server.AssertAliveAsync();
    }

    [Fact]
    public async Task Blocked_threads_do_not_hold_up_the_clients_first_messages()
    {
        await using var server = await ServerInProcess.StartAsync();

        // The read of stdin, a project that loads and an engine that starts each block one.
        ThreadPool.GetMinThreads(out var workers, out _);
        Assert.True(workers >= Environment.ProcessorCount + 6, $"Only {workers} threads are ready without a wait.");
    }

    private static int Code(JsonObject response) => (int)response["error"]!["code"]!;
}
