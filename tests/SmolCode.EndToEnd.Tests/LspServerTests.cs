using System.Diagnostics;
using System.Text.Json.Nodes;
using SmolCode.TestSupport;

namespace SmolCode.EndToEnd.Tests;

/// <summary>The built server over stdio, with the real engine, the real model and the real MSBuild.</summary>
public sealed class LspServerTests : IDisposable
{
    private const string Greeter = """
        namespace Greetings;

        public sealed class Greeter
        {
            private readonly List<string> names = [];

            public void Add(string name)
            {
                names.Add(name);
            }

            public int CountNames()
            {
                return names.$$
            }
        }
        """;

    /// <summary>Time enough on any machine: what is suggested must not depend on how busy it is.</summary>
    private static readonly JsonObject Patient = new() { ["deadlineMs"] = 60_000 };

    private readonly TemporaryFolder folder = new();
    private readonly string path;
    private readonly string uri;
    private readonly MarkedSource source = MarkedSource.Parse(Greeter.ReplaceLineEndings("\n"));

    public LspServerTests()
    {
        folder.Write(
            "Greetings.csproj",
            """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
              </PropertyGroup>
            </Project>
            """
        );
        path = folder.Write("Greeter.cs", source.Text);
        uri = new Uri(path).AbsoluteUri;
    }

    private int Line => source.Text[..source.Position].Count(c => c == '\n');

    private int Character => source.Position - source.Text.LastIndexOf('\n', source.Position - 1) - 1;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_project_is_opened_and_completed_with_checked_suggestions()
    {
        await using var server = new LspServerProcess();
        var client = server.Client;
        var initialized = await client.InitializeAsync(
            folder.Path,
            JsonNode.Parse("""{"window":{"workDoneProgress":true},"general":{"positionEncodings":["utf-16"]}}""")!.AsObject(),
            trusted: true,
            settings: Patient.DeepClone().AsObject()
        );
        Assert.Null(initialized["error"]);
        await client.OpenAsync(uri, source.Text);

        // Asked at once: answered from what is there then, the open file alone, as soon as the model is.
        var early = await CompleteAsync(client);
        await client.WaitForAsync("smolcode/status", p => (string?)p["state"] == "ready" && !(bool)p["untrusted"]!);
        var late = await CompleteAsync(client);

        foreach (var items in (JsonArray[])[early, late])
        {
            var item = items[0]!;
            Assert.Equal("Count;", (string?)item["insertText"]);
            Assert.Equal(LspClient.Range((Line, Character), (Line, Character)).ToJsonString(), item["range"]!.ToJsonString());
        }

        var begin = await client.WaitForAsync(
            "$/progress",
            p => ((string?)p["value"]!["title"])?.Contains("Greetings", StringComparison.Ordinal) == true
        );
        await client.WaitForAsync(
            "$/progress",
            p => (string?)p["value"]!["kind"] == "end" && (string?)p["token"] == (string?)begin["params"]!["token"]
        );

        await client.ShutDownAsync();
        Assert.Equal(0, await server.WaitForExitAsync());
        Assert.Equal("", server.Errors);
    }

    [Fact]
    public async Task Typing_on_is_followed_to_the_selected_item_and_beyond()
    {
        await using var server = await ReadyAsync();
        var client = server.Client;

        await client.ChangeAsync(uri, 2, (Line, Character), (Line, Character), "C");
        var typed = (await CompleteAsync(client, Character + 1))[0]!;
        Assert.Equal("ount;", Remainder(typed, "C"));

        var selected = new JsonObject { ["range"] = LspClient.Range((Line, Character), (Line, Character + 1)), ["text"] = "Count" };
        var extended = (await CompleteAsync(client, Character + 1, selected))[0]!;
        Assert.Equal("Count;", (string?)extended["insertText"]);
        Assert.Equal(LspClient.Range((Line, Character), (Line, Character + 1)).ToJsonString(), extended["range"]!.ToJsonString());
    }

    [Fact]
    public async Task A_selection_is_explained_facts_first_and_a_cancelled_explanation_ends()
    {
        await using var server = new LspServerProcess();
        var client = server.Client;
        var initialized = await client.InitializeAsync(folder.Path);
        Assert.True((bool)initialized["result"]!["capabilities"]!["experimental"]!["smolcode"]!["explain"]!);
        await client.OpenAsync(uri, source.Text);
        var parameters = new JsonObject
        {
            ["textDocument"] = new JsonObject { ["uri"] = uri },
            ["range"] = LspClient.Range((6, 16), (6, 16)),
            ["partialResultToken"] = "e",
        };

        var (id, response) = await client.BeginRequestAsync("smolcode/explain", parameters.DeepClone());
        var part = await client.WaitForAsync("$/progress", p => (string?)p["token"] == "e");
        Assert.Contains("`names.Add(name)`", (string?)part["params"]!["value"]!["markdown"], StringComparison.Ordinal);
        await client.CancelAsync(id);
        Assert.Equal(-32800, (int)(await response.WaitAsync(LspClient.Patience))["error"]!["code"]!);

        // On a busy machine the model may not be ready in the time that an explanation gives it.
        var modelTookPart = false;
        for (var i = 0; i < 5 && !modelTookPart; i++)
        {
            var result = (await client.RequestAsync("smolcode/explain", parameters.DeepClone()))["result"]!;
            Assert.Contains("### What it relies on", (string?)result["markdown"], StringComparison.Ordinal);
            modelTookPart =
                (int)result["droppedSentences"]! > 0 || result["sentences"]!.AsArray().Any(s => (string?)s!["origin"] == "model");
        }

        Assert.True(modelTookPart, "The model took no part.");
    }

    [Fact]
    public async Task A_burst_of_requests_with_cancellations_is_answered_to_the_last()
    {
        await using var server = await ReadyAsync();
        var client = server.Client;

        // Little time, so that the last of them does not wait for minutes where the machine is busy.
        await client.NotifyAsync("workspace/didChangeConfiguration", JsonNode.Parse("""{"settings":{"deadlineMs":300}}"""));
        var responses = new List<Task<JsonObject>>();
        for (var i = 0; i < 50; i++)
        {
            var (id, response) = await client.BeginRequestAsync("textDocument/inlineCompletion", LspClient.At(uri, Line, Character));
            responses.Add(response);
            if (i % 2 == 0)
            {
                await client.CancelAsync(id);
            }
        }

        var answers = await Task.WhenAll(responses).WaitAsync(LspClient.Patience);

        Assert.All(answers, a => Assert.True(a["result"]?["items"] is JsonArray || (int)a["error"]!["code"]! == -32800, a.ToJsonString()));
        await client.NotifyAsync("workspace/didChangeConfiguration", new JsonObject { ["settings"] = Patient.DeepClone() });
        Assert.NotEmpty(await CompleteAsync(client));
    }

    [Fact]
    public async Task Garbage_is_answered_and_completion_goes_on()
    {
        await using var server = await ReadyAsync();
        var client = server.Client;

        await client.SendAsync("{ no JSON");
        await client.WaitForAsync("error", p => (int)p["code"]! == -32700);
        await client.SendAsync("[]");
        await client.SendRawAsync("this is no header\r\n\r\n"u8.ToArray());
        Assert.Equal(-32601, (int)(await client.RequestAsync("smolcode/nonsense"))["error"]!["code"]!);
        await client.ChangeAsync(uri, 2, (100_000, 0), (100_001, 5), "\n");

        Assert.NotEmpty(await CompleteAsync(client));
    }

    [Fact]
    public async Task The_engines_death_is_survived()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Finds the engine process in /proc.");
        await using var server = await ReadyAsync();
        var client = server.Client;
        var engine = Assert.Single(server.EngineProcessIds());
        var before = client.Received.Count;

        using (var process = Process.GetProcessById(engine))
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        // It is started again, on demand or by itself; the first requests may come to nothing.
        using var limit = new CancellationTokenSource(LspClient.Patience);
        while ((await CompleteAsync(client)).Count == 0)
        {
            limit.Token.ThrowIfCancellationRequested();
        }

        Assert.NotEqual(engine, Assert.Single(server.EngineProcessIds()));
        Assert.Contains(
            client.Received.Skip(before),
            m => (string?)m["method"] == "smolcode/status" && (string?)m["params"]!["state"] is "degraded" or "starting"
        );
        await client.WaitForAsync(
            "smolcode/status",
            p => (string?)p["state"] is "ready" or "degraded" && client.Received.Skip(before).Any(m => ReferenceEquals(m["params"], p))
        );
        await client.ShutDownAsync();
        Assert.Equal(0, await server.WaitForExitAsync());
    }

    [Fact]
    public async Task The_engine_ends_with_the_server()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Finds the engine process in /proc.");
        await using var server = await ReadyAsync();
        var engine = Assert.Single(server.EngineProcessIds());
        using var process = Process.GetProcessById(engine);

        server.Kill();
        await server.WaitForExitAsync();

        using var limit = new CancellationTokenSource(LspClient.Patience);
        await process.WaitForExitAsync(limit.Token);
    }

    [Fact]
    public async Task The_end_of_stdin_ends_the_server()
    {
        await using var server = new LspServerProcess();
        await server.Client.InitializeAsync();

        await server.Client.CloseInputAsync();

        Assert.Equal(1, await server.WaitForExitAsync());
    }

    [Fact]
    public async Task Exit_ends_the_server_while_its_stdin_stays_open()
    {
        await using var server = new LspServerProcess();
        await server.Client.InitializeAsync();

        await server.Client.NotifyAsync("exit");

        Assert.Equal(1, await server.WaitForExitAsync());
    }

    [Fact]
    public async Task The_death_of_the_clients_process_ends_the_server()
    {
        // Stands for an editor: a process that ends when its input does.
        using var editor = Process.Start(
            new ProcessStartInfo("dotnet", [CommandLine.Executable, "lsp"]) { RedirectStandardInput = true, RedirectStandardOutput = true }
        )!;
        await using var server = new LspServerProcess();
        await server.Client.InitializeAsync(processId: editor.Id);
        Assert.NotNull((await server.Client.RequestAsync("smolcode/nonsense"))["error"]);

        editor.StandardInput.Close();

        Assert.Equal(1, await server.WaitForExitAsync());
    }

    [Fact]
    public async Task An_untrusted_project_is_completed_and_nothing_of_it_is_run()
    {
        folder.Write(
            "Directory.Build.props",
            """
            <Project InitialTargets="Trap">
              <Target Name="Trap"><WriteLinesToFile File="$(MSBuildThisFileDirectory)ran.txt" Lines="ran" /></Target>
            </Project>
            """
        );
        await using var server = await ReadyAsync(trusted: false);

        Assert.NotEmpty(await CompleteAsync(server.Client));
        Assert.False(File.Exists(Path.Combine(folder.Path, "ran.txt")), "The untrusted project was run.");

        await server.Client.NotifyAsync("smolcode/didChangeTrust", new JsonObject { ["trusted"] = true });
        await server.Client.WaitForAsync("smolcode/status", p => (string?)p["state"] == "ready" && !(bool)p["untrusted"]!);
        Assert.True(File.Exists(Path.Combine(folder.Path, "ran.txt")), "The trap does not work: the trusted project was not run.");
    }

    [Fact]
    public async Task A_model_that_can_not_be_had_leaves_a_server_that_says_so()
    {
        // The user's models come before the bundled ones; this one is no model.
        folder.Write("models/SmolLM2-135M-Instruct.gguf", "no model");
        await using var server = new LspServerProcess(
            new Dictionary<string, string> { ["SMOLCODE_MODEL_DIR"] = Path.Combine(folder.Path, "models") }
        );
        var client = server.Client;
        await client.InitializeAsync(folder.Path);
        await client.OpenAsync(uri, source.Text);

        var status = await client.WaitForAsync("smolcode/status", p => (string?)p["state"] == "error");
        Assert.Contains("SmolLM2-135M-Instruct.gguf", (string?)status["params"]!["message"], StringComparison.Ordinal);
        await client.WaitForAsync("window/showMessage", p => (int)p["type"]! == 1);
        Assert.Empty(await CompleteAsync(client));
        await client.ShutDownAsync();
        Assert.Equal(0, await server.WaitForExitAsync());
    }

    [Fact]
    public async Task Every_request_is_in_the_editors_log_when_it_is_asked_for()
    {
        await using var server = new LspServerProcess();
        await server.Client.InitializeAsync();

        await server.Client.NotifyAsync("workspace/didChangeConfiguration", JsonNode.Parse("""{"settings":{"trace":"messages"}}"""));
        await server.Client.RequestAsync("workspace/executeCommand", JsonNode.Parse("""{"command":"smolcode.reloadWorkspace"}"""));

        await server.Client.WaitForAsync(
            "window/logMessage",
            p => ((string?)p["message"])!.Contains("workspace/executeCommand:", StringComparison.Ordinal)
        );
    }

    /// <summary>What a suggestion adds after <paramref name="typed"/>, whether its range takes that in or not.</summary>
    private string Remainder(JsonNode item, string typed)
    {
        var text = (string)item["insertText"]!;
        return (int)item["range"]!["start"]!["character"]! == Character ? text[typed.Length..] : text;
    }

    /// <summary>A server with the project open, whose model and workspace are ready.</summary>
    private async Task<LspServerProcess> ReadyAsync(bool trusted = true)
    {
        var server = new LspServerProcess();
        await server.Client.InitializeAsync(folder.Path, trusted: trusted, settings: Patient.DeepClone().AsObject());
        await server.Client.OpenAsync(uri, source.Text);
        await server.Client.WaitForAsync(
            "smolcode/status",
            p => (string?)p["state"] == (trusted ? "ready" : "degraded") && p["model"] is not null
        );
        return server;
    }

    private async Task<JsonArray> CompleteAsync(LspClient client, int? character = null, JsonObject? selected = null)
    {
        // By hand: there is time, so the answer does not depend on how busy the machine is.
        var response = await client.RequestAsync(
            "textDocument/inlineCompletion",
            LspClient.At(uri, Line, character ?? Character, byHand: true, selected)
        );
        return response["result"]!["items"]!.AsArray();
    }
}
