using Microsoft.Extensions.Logging;
using SmolCode.Inference;
using SmolCode.Inference.Remote;
using SmolCode.LanguageServer.Client;
using SmolCode.LanguageServer.Protocol;

namespace SmolCode.LanguageServer.Background;

/// <summary>
/// Starts the model ahead of the first completion and tells the user what it is doing: on first use its weights are verified and
/// repacked, which takes a while.
/// </summary>
internal sealed partial class ModelStarter : IAsyncDisposable
{
    private readonly ILanguageModel model;
    private readonly Action<TeamServerChoice>? useTeamServer;
    private readonly Action? wanted;
    private readonly ILanguageClient client;
    private readonly StatusReporter status;
    private readonly ILogger logger;
    private readonly CancellationTokenSource disposed = new();
    private readonly Lock gate = new();
    private Task starting = Task.CompletedTask;
    private Task<WorkDoneProgress>? preparation;
    private Task progressEnded = Task.CompletedTask;
    private bool showProgress;
    private string? shown;

    /// <summary>A starter that has not started anything.</summary>
    public ModelStarter(
        ILanguageModel model,
        Action<TeamServerChoice>? useTeamServer,
        Action? wanted,
        ILanguageClient client,
        StatusReporter status,
        ILogger logger
    )
    {
        this.model = model;
        this.useTeamServer = useTeamServer;
        this.wanted = wanted;
        this.client = client;
        this.status = status;
        this.logger = logger;
        model.StatusChanged += OnStatusChanged;
    }

    /// <summary>Starts the model in the background.</summary>
    /// <param name="teamServer">The team's server that the settings name.</param>
    /// <param name="progress">The client shows progress.</param>
    public void Start(TeamServerChoice teamServer, bool progress)
    {
        useTeamServer?.Invoke(teamServer);
        wanted?.Invoke();
        lock (gate)
        {
            showProgress = progress;
            if (starting.IsCompleted && !disposed.IsCancellationRequested)
            {
                starting = Task.Run(StartAsync);
            }
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        model.StatusChanged -= OnStatusChanged;
        await disposed.CancelAsync();
        EndPreparation();
        await Task.WhenAll(starting, progressEnded).FarewellAsync();
        disposed.Dispose();
    }

    private async Task StartAsync()
    {
        try
        {
            var info = await model.GetInfoAsync(disposed.Token);
            status.ModelReady(info.Name, info.DecodeTokensPerSecond);
            LogReady(info.Name, info.Adapter, info.Layout, info.Threads, info.PrefillTokensPerSecond, info.DecodeTokensPerSecond);
        }
        catch (OperationCanceledException) when (disposed.IsCancellationRequested)
        {
            // The server ends.
        }
        catch (LanguageModelUnavailableException e)
        {
            Fail(e.Message);
        }
        catch (Exception e)
        {
            LogFailed(e);
            Fail($"The model could not be started ({e.Message}). Run \"smolcode doctor\" to find out what is wrong.");
        }
        finally
        {
            EndPreparation();
        }
    }

    private void OnStatusChanged(object? sender, EngineStatus changed)
    {
        status.EngineChanged(changed);
        if (changed.Message is { } line)
        {
            LogStatus(changed.State, line);
        }

        if (changed.State == EngineState.Preparing)
        {
            ReportPreparation(changed.Message);
        }
        else
        {
            EndPreparation();
        }

        if (changed is { State: EngineState.Failed, Message: { } message })
        {
            Fail(message);
        }
        else if (changed is { State: EngineState.Ready, Message: { } warning })
        {
            Warn(warning);
        }
    }

    /// <summary>It works, but not as it should, and the user can do something about it.</summary>
    private void Warn(string message)
    {
        if (message != Interlocked.Exchange(ref shown, message))
        {
            client.Show(MessageType.Warning, "SmolCode: " + message);
        }
    }

    private void Fail(string message)
    {
        status.ModelFailed(message);
        if (message != Interlocked.Exchange(ref shown, message))
        {
            client.Show(MessageType.Error, "SmolCode: " + message);
        }
    }

    private void ReportPreparation(string? step)
    {
        lock (gate)
        {
            if (disposed.IsCancellationRequested)
            {
                return;
            }

            preparation ??= WorkDoneProgress.BeginAsync(client, showProgress, "SmolCode: preparing the model", disposed.Token);
            if (step is not null)
            {
                _ = preparation.ContinueWith(
                    static (t, text) => t.Result.Report((string)text!),
                    step,
                    CancellationToken.None,
                    TaskContinuationOptions.OnlyOnRanToCompletion,
                    TaskScheduler.Default
                );
            }
        }
    }

    private void EndPreparation()
    {
        lock (gate)
        {
            if (preparation is { } open)
            {
                preparation = null;
                progressEnded = EndAsync(open);
            }
        }

        static async Task EndAsync(Task<WorkDoneProgress> open)
        {
            try
            {
                (await open).Dispose();
            }
            catch (OperationCanceledException)
            {
                // It never began.
            }
        }
    }

    [LoggerMessage(
        1,
        LogLevel.Information,
        "{Model} (adapter {Adapter}, {Layout}, {Threads} threads) is ready: {Prefill:F0} tokens/s prefill, {Decode:F0} tokens/s decode."
    )]
    private partial void LogReady(string model, string? adapter, string layout, int threads, double prefill, double decode);

    [LoggerMessage(2, LogLevel.Information, "Engine {State}: {Line}")]
    private partial void LogStatus(EngineState state, string line);

    [LoggerMessage(3, LogLevel.Error, "The model could not be started.")]
    private partial void LogFailed(Exception exception);
}
