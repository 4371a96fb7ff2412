using System.Text.Json;
using Microsoft.Extensions.Logging;
using SmolCode.LanguageServer.Client;
using SmolCode.LanguageServer.Configuration;
using SmolCode.LanguageServer.Protocol;
using SmolCode.LanguageServer.Requests;

namespace SmolCode.LanguageServer.Background;

/// <summary>Reads the settings from the client: asks for them where it can be asked, takes them where it sends them.</summary>
internal sealed partial class ConfigurationReader(
    ILanguageClient client,
    RequestQueue queue,
    StatusReporter status,
    ModelStarter model,
    ClientLoggerProvider clientLog,
    ILogger logger
) : IAsyncDisposable
{
    private readonly CancellationTokenSource disposed = new();
    private readonly Lock gate = new();
    private Task work = Task.CompletedTask;
    private bool showProgress;

    /// <summary>The server is initialized.</summary>
    /// <param name="canPull">The client answers <c>workspace/configuration</c>.</param>
    /// <param name="progress">The client shows progress.</param>
    public void Start(bool canPull, bool progress)
    {
        showProgress = progress;
        clientLog.Trace = queue.State.Settings.Trace;
        if (canPull)
        {
            Pull();
        }
    }

    /// <summary>Asks the client for the settings, in the background.</summary>
    public void Pull() => Own(PullAsync());

    /// <summary>Takes care of a task that nobody else waits for.</summary>
    public void Own(Task task)
    {
        lock (gate)
        {
            work = Task.WhenAll(work, ObserveAsync(task));
        }
    }

    /// <summary>Reads settings as clients send them: the whole of them, or the content of <c>smolcode</c>. Null when they are neither.</summary>
    public Settings? Read(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var settings = Settings.Parse(json.TryGetProperty("smolcode"u8, out var ours) ? ours : json, out var problems);
        foreach (var problem in problems)
        {
            LogProblem(problem);
        }

        return settings;
    }

    /// <summary>Makes the rest of the server follow changed settings.</summary>
    public void Apply(ServerState state)
    {
        clientLog.Trace = state.Settings.Trace;
        status.Configured(state.Settings.Enabled, state.Trusted);
        if (state.Settings.Enabled)
        {
            model.Start(state.Settings.TeamServer, showProgress);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await disposed.CancelAsync();
        Task open;
        lock (gate)
        {
            open = work;
        }

        await open;
        disposed.Dispose();
    }

    private async Task PullAsync()
    {
        var answer = await client.RequestAsync(
            LspMethods.Configuration,
            new ConfigurationParams([new ConfigurationItem("smolcode")]),
            LspJsonContext.Default.ConfigurationParams,
            disposed.Token
        );
        if (answer is not { ValueKind: JsonValueKind.Array } values || values.GetArrayLength() == 0 || Read(values[0]) is not { } settings)
        {
            return;
        }

        await queue.ChangeStateAsync("settings", s => s with { Settings = settings });
        Apply(queue.State);
    }

    private async Task ObserveAsync(Task task)
    {
        try
        {
            await task.WaitAsync(disposed.Token);
        }
        catch (OperationCanceledException)
        {
            // The server ends.
        }
        catch (Exception e)
        {
            LogFailed(e);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "{Problem}")]
    private partial void LogProblem(string problem);

    [LoggerMessage(2, LogLevel.Error, "The settings could not be read from the client.")]
    private partial void LogFailed(Exception exception);
}
