using Microsoft.Extensions.Logging;
using SmolCode.Inference.Client;
using SmolCode.Inference.Protocol;

namespace SmolCode.Inference;

/// <summary>
/// A language model in an engine process, which is started on demand, started again with growing delays when it dies, and ended on
/// <see cref="DisposeAsync"/>. The caller outlives it in any case. Each instance has a process of its own.
/// </summary>
public sealed partial class EngineLanguageModel : ILanguageModel
{
    // In a row, without an answer in between; then it is given up until LongestRestartDelay has passed.
    private const int MaxFailures = 5;

    // An engine that works answers at the deadline with what it has.
    private static readonly TimeSpan Lateness = TimeSpan.FromSeconds(1);

    // UTF-16 units in one message: a request in between does not wait for long, and neither process keeps large buffers.
    private const int NgramCharactersAtOnce = 128 * 1024;

    private readonly Func<EngineOptions> _choose;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _disposed = new();
    private Task<EngineConnection>? _connection;
    private EngineStatus _status = new(EngineState.Stopped, null);
    private int _failures;
    private DateTimeOffset _startNotBefore;
    private volatile bool _knowsNgrams;
    private volatile EngineOptions _options;

    /// <summary>Nothing is started yet.</summary>
    public EngineLanguageModel(EngineOptions options, ILogger<EngineLanguageModel> logger, TimeProvider? timeProvider = null)
        : this(() => options, logger, timeProvider) { }

    /// <summary>Nothing is started yet; <paramref name="options"/> is asked each time that a process is.</summary>
    public EngineLanguageModel(Func<EngineOptions> options, ILogger<EngineLanguageModel> logger, TimeProvider? timeProvider = null)
    {
        _choose = options;
        _options = options();
        _logger = logger;
        _time = timeProvider ?? TimeProvider.System;
    }

    /// <inheritdoc />
    public event EventHandler<EngineStatus>? StatusChanged;

    /// <inheritdoc />
    public event EventHandler? NgramsLost;

    /// <summary>The state entered last.</summary>
    public EngineStatus Status
    {
        get
        {
            lock (_gate)
            {
                return _status;
            }
        }
    }

    /// <inheritdoc />
    public Task<ModelInfo> GetInfoAsync(CancellationToken cancellationToken) =>
        InvokeAsync(null, (connection, _, token) => connection.InvokeAsync<ModelInfo>(EngineMethods.Info, null, token), cancellationToken);

    /// <inheritdoc />
    public Task<GenerateResult> GenerateAsync(GenerateRequest request, CancellationToken cancellationToken) =>
        InvokeAsync(
            request.DeadlineMs,
            (connection, left, token) =>
                connection.InvokeAsync<GenerateResult>(EngineMethods.Generate, request with { DeadlineMs = left }, token),
            cancellationToken
        );

    /// <inheritdoc />
    public Task<ScoreResult> ScoreAsync(ScoreRequest request, CancellationToken cancellationToken) =>
        InvokeAsync(
            request.DeadlineMs,
            (connection, left, token) =>
                connection.InvokeAsync<ScoreResult>(EngineMethods.Score, request with { DeadlineMs = left }, token),
            cancellationToken
        );

    /// <inheritdoc />
    public async Task WarmAsync(FillInPrompt prompt, CancellationToken cancellationToken) =>
        await InvokeAsync(
            null,
            (connection, _, token) => connection.InvokeAsync<bool>(EngineMethods.Warm, prompt, token),
            cancellationToken
        );

    /// <inheritdoc />
    public async Task UpdateNgramsAsync(IReadOnlyList<NgramDocument> documents, CancellationToken cancellationToken)
    {
        for (var start = 0; start < documents.Count; )
        {
            var part = new List<NgramDocument>();
            var size = 0;
            do
            {
                part.Add(documents[start]);
                size += documents[start].Text?.Length ?? 0;
                start++;
            } while (start < documents.Count && size + (documents[start].Text?.Length ?? 0) <= NgramCharactersAtOnce);

            await InvokeAsync(
                null,
                (connection, _, token) =>
                {
                    _knowsNgrams = true;
                    return connection.InvokeAsync<bool>(EngineMethods.Ngrams, part, token);
                },
                cancellationToken
            );
        }
    }

    /// <summary>Measures the index of what <see cref="UpdateNgramsAsync"/> was told, in the engine.</summary>
    /// <exception cref="LanguageModelUnavailableException">The model cannot be had; the message says why and what to do.</exception>
    public Task<NgramFigures> MeasureNgramsAsync(CancellationToken cancellationToken) =>
        InvokeAsync(
            null,
            (connection, _, token) => connection.InvokeAsync<NgramFigures>(EngineMethods.MeasureNgrams, null, token),
            cancellationToken
        );

    /// <summary>Ends the process.</summary>
    public async ValueTask DisposeAsync()
    {
        Task<EngineConnection>? connection;
        lock (_gate)
        {
            if (_disposed.IsCancellationRequested)
            {
                return;
            }

            _disposed.Cancel();
            connection = _connection;
            _connection = null;
        }

        if (connection is not null)
        {
            try
            {
                await (await connection).DisposeAsync();
            }
            catch (Exception e) when (e is LanguageModelUnavailableException or EngineLostException or OperationCanceledException)
            {
                // It had not started.
            }
        }

        Enter(EngineState.Stopped, null);
        _disposed.Dispose();
    }

    /// <summary>Asks the engine; when it dies meanwhile, asks its successor once, both within the deadline.</summary>
    private async Task<T> InvokeAsync<T>(
        double? deadlineMs,
        Func<EngineConnection, double?, CancellationToken, Task<T>> ask,
        CancellationToken cancellationToken
    )
    {
        var start = _time.GetTimestamp();
        for (var attempt = 0; ; attempt++)
        {
            var connecting = Connect();
            EngineConnection connection;
            try
            {
                connection =
                    Left() is { } ms && !connecting.IsCompleted
                        ? await connecting.WaitAsync(TimeSpan.FromMilliseconds(Math.Max(ms, 1)), _time, cancellationToken)
                        : await connecting.WaitAsync(cancellationToken);
            }
            catch (TimeoutException)
            {
                var status = Status;
                throw new LanguageModelUnavailableException(
                    status.Message is null
                        ? "The model is being loaded; try again in a moment."
                        : $"{status.Message}; try again in a moment."
                );
            }
            catch (EngineLostException e) when (attempt > 0 || Left() <= 0)
            {
                throw Lost(e);
            }
            catch (EngineLostException)
            {
                continue;
            }

            try
            {
                using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                if (Left() is { } left)
                {
                    late.CancelAfter(TimeSpan.FromMilliseconds(Math.Max(left, 0)) + Lateness);
                }

                var result = await ask(connection, Left(), late.Token);
                Succeeded();
                return result;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new LanguageModelUnavailableException(
                    "The engine process gave no answer in time; it is started again if it hangs. Try again in a moment."
                );
            }
            catch (EngineLostException e)
            {
                await OnLostAsync(connecting, connection);
                if (attempt > 0 || Left() <= 0)
                {
                    throw Lost(e);
                }
            }
        }

        double? Left() => deadlineMs - _time.GetElapsedTime(start).TotalMilliseconds;
    }

    private static LanguageModelUnavailableException Lost(Exception e) =>
        new("The engine process ended while it worked on this; it is started again. Try again in a moment.", e);

    /// <summary>The running process, or the start of one.</summary>
    private Task<EngineConnection> Connect()
    {
        TaskCompletionSource<EngineConnection> source;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed.IsCancellationRequested, this);
            var isDead = _connection is { IsCompletedSuccessfully: true, Result.IsLost: true };
            // What can't be started is tried again, but not at once.
            var mayTryAgain = _connection is { IsCompleted: true, IsCompletedSuccessfully: false } && _time.GetUtcNow() >= _startNotBefore;
            if (_connection is not null && !isDead && !mayTryAgain)
            {
                return _connection;
            }

            source = new TaskCompletionSource<EngineConnection>(TaskCreationOptions.RunContinuationsAsynchronously);
            _connection = source.Task;
        }

        // Owned by the source, whose awaiters see how it ends; a request that gives up waiting does not stop it.
        _ = StartAsync(source);
        return source.Task;
    }

    private async Task StartAsync(TaskCompletionSource<EngineConnection> source)
    {
        try
        {
            var delay = _startNotBefore - _time.GetUtcNow();
            if (delay > TimeSpan.Zero)
            {
                await Task.Delay(delay, _time, _disposed.Token);
            }

            _options = _choose();
            Enter(EngineState.Starting, $"Starting {_options.Model}");
            var connection = await EngineConnection.StartAsync(
                _options,
                line => Enter(EngineState.Preparing, line),
                _logger,
                _disposed.Token
            );
            _ = WatchAsync(source.Task, connection);
            Enter(EngineState.Ready, connection.Loaded.Warning);
            // Before anybody can tell this engine anything: what was told so far, its predecessor was told.
            var lost = _knowsNgrams;
            _knowsNgrams = false;
            source.TrySetResult(connection);
            if (lost)
            {
                NgramsLost?.Invoke(this, EventArgs.Empty);
            }
        }
        catch (LanguageModelUnavailableException e)
        {
            // It told why; the same will be the case in a moment.
            lock (_gate)
            {
                _startNotBefore = _time.GetUtcNow() + _options.LongestRestartDelay;
            }

            Enter(EngineState.Failed, e.Message);
            source.TrySetException(e);
        }
        catch (EngineLostException e)
        {
            var failure = Failed();
            if (failure is null)
            {
                // The next request starts it again, after the delay.
                lock (_gate)
                {
                    _connection = _connection == source.Task ? null : _connection;
                }
            }

            source.TrySetException(failure is null ? e : failure);
        }
        catch (OperationCanceledException)
        {
            source.TrySetException(new LanguageModelUnavailableException("The engine was shut down."));
        }
        catch (Exception e)
        {
            LogStartFailed(_logger, e);
            var failure = new LanguageModelUnavailableException(
                $"The engine process cannot be used: {e.Message} Run 'smolcode doctor'.",
                e
            );
            Enter(EngineState.Failed, failure.Message);
            source.TrySetException(failure);
        }
    }

    /// <summary>Notices the death of a process also while nobody asks it anything.</summary>
    private async Task WatchAsync(Task<EngineConnection> connecting, EngineConnection connection)
    {
        await connection.Exited;
        await OnLostAsync(connecting, connection);
    }

    private async Task OnLostAsync(Task<EngineConnection> connecting, EngineConnection connection)
    {
        lock (_gate)
        {
            if (_connection != connecting)
            {
                return;
            }

            _connection = null;
        }

        LogLost(_logger, connection.LastWords);
        Failed();
        await connection.DisposeAsync();
    }

    /// <summary>Counts a death and sets the delay before the next start; an exception when it is given up.</summary>
    private LanguageModelUnavailableException? Failed()
    {
        bool givenUp;
        lock (_gate)
        {
            if (_disposed.IsCancellationRequested)
            {
                return null;
            }

            var delay = _options.FirstRestartDelay * Math.Pow(2, _failures);
            _failures++;
            givenUp = _failures >= MaxFailures;
            _startNotBefore = _time.GetUtcNow() + (givenUp || delay > _options.LongestRestartDelay ? _options.LongestRestartDelay : delay);
        }

        if (!givenUp)
        {
            Enter(EngineState.Restarting, "The engine process ended unexpectedly and is started again");
            return null;
        }

        var message =
            $"The engine process ended unexpectedly {MaxFailures} times in a row and is left alone for {_options.LongestRestartDelay.TotalSeconds:0} s. Run 'smolcode doctor' and report what it prints.";
        Enter(EngineState.Failed, message);
        return new LanguageModelUnavailableException(message);
    }

    private void Succeeded()
    {
        lock (_gate)
        {
            _failures = 0;
        }
    }

    private void Enter(EngineState state, string? message)
    {
        var status = new EngineStatus(state, message);
        lock (_gate)
        {
            if (_status == status)
            {
                return;
            }

            _status = status;
        }

        LogState(_logger, state, message);
        StatusChanged?.Invoke(this, status);
    }

    [LoggerMessage(LogLevel.Information, "Engine: {State} {Message}")]
    private static partial void LogState(ILogger logger, EngineState state, string? message);

    [LoggerMessage(LogLevel.Warning, "The engine process was lost; it said: {LastWords}")]
    private static partial void LogLost(ILogger logger, string lastWords);

    [LoggerMessage(LogLevel.Error, "The engine process cannot be used")]
    private static partial void LogStartFailed(ILogger logger, Exception exception);
}
