using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using SmolCode.CodeAnalysis;
using SmolCode.EndToEnd.Tests;
using SmolCode.Explanation;
using SmolCode.Inference.Remote;
using SmolCode.LanguageServer.Learning;
using SmolCode.LanguageServer.Models;

namespace SmolCode.LanguageServer.Tests;

/// <summary>The whole server over in-memory streams, with a hand-written client, a fake model and a fake completion.</summary>
internal sealed class ServerInProcess : IAsyncDisposable
{
    private readonly LoggerFactory loggers = new();
    private readonly CancellationTokenSource stop = new();
    private TaskCompletionSource? hold;

    public ServerInProcess(
        TimeProvider? time = null,
        int? clientProcessId = null,
        string? logFile = null,
        IModelCatalog? models = null,
        LearnProgram? learning = null
    )
    {
        var toServer = new Pipe();
        var toClient = new Pipe();
        Workspace = new CodeWorkspace(loggers);
        loggers.AddProvider(Log);
        Client = new LspClient(toServer.Writer.AsStream(), toClient.Reader.AsStream());
        var dependencies = new LanguageServerDependencies
        {
            Model = Model,
            UseTeamServer = TeamServers.Enqueue,
            Workspace = Workspace,
            CreateCompletionService = () => Completion,
            CreateExplanationService = () => new ExplanationService(model: null, loggers),
            CreateTestGenerationService = () => Tests,
            LoggerFactory = loggers,
            SuggestionLogFile = logFile,
            Models = models,
            Learning = learning,
            TimeProvider = time ?? TimeProvider.System,
            ClientProcessId = clientProcessId,
        };
        Exit = Task.Run(() =>
            LanguageServerHost.RunAsync(toServer.Reader.AsStream(), toClient.Writer.AsStream(), dependencies, stop.Token)
        );
    }

    public FakeModel Model { get; } = new();

    /// <summary>The team's servers that the settings named.</summary>
    public ConcurrentQueue<TeamServerChoice> TeamServers { get; } = new();

    public FakeCompletionService Completion { get; } = new();

    public FakeTestGenerationService Tests { get; } = new();

    public CodeWorkspace Workspace { get; }

    public LspClient Client { get; }

    public LogLines Log { get; } = new();

    /// <summary>The exit code, once the server has ended.</summary>
    public Task<int> Exit { get; }

    /// <summary>A server that has shaken hands.</summary>
    public static async Task<ServerInProcess> StartAsync(JsonObject? capabilities = null)
    {
        var server = new ServerInProcess();
        await server.Client.InitializeAsync(capabilities: capabilities);
        return server;
    }

    /// <summary>Completions wait from now on.</summary>
    public void Hold() => Completion.Before = (hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Completions go on.</summary>
    public void Release() => hold?.SetResult();

    /// <summary>The text that the server has for a document, and its version: what a completion there is asked with.</summary>
    public async Task<(string Text, int Version)> TextAsync(string uri)
    {
        await Client.RequestAsync("textDocument/inlineCompletion", LspClient.At(uri, 0, 0));
        var call = Completion.Calls.Last();
        return (call.Text, call.Version);
    }

    /// <summary>Fails the test when the server no longer answers.</summary>
    public async Task AssertAliveAsync()
    {
        var response = await Client.RequestAsync("smolcode/nothing");
        Assert.NotNull(response["error"]);
        Assert.False(Exit.IsCompleted, "The server has ended.");
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await Exit.WaitAsync(LspClient.Patience);
        await Client.DisposeAsync();
        await Workspace.DisposeAsync();
        loggers.Dispose();
        stop.Dispose();
    }
}
