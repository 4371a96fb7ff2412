using System.Diagnostics;
using Microsoft.Extensions.Logging;
using SmolCode.Inference.Protocol;
using StreamJsonRpc;

namespace SmolCode.Inference.Client;

/// <summary>One engine process and the connection to it.</summary>
internal sealed partial class EngineConnection : IAsyncDisposable
{
    private const int KeptErrorLines = 20;

    // An engine that works stops between two batches, within milliseconds.
    private static readonly TimeSpan CancelPatience = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan StartPatience = TimeSpan.FromMinutes(1);

    private readonly EngineOptions _options;
    private readonly ILogger _logger;
    private readonly Process _process;
    private readonly JsonRpc _rpc;
    private readonly Queue<string> _errors = new();
    private readonly Lock _gate = new();
    private Task? _lookingAfter;
    private readonly TaskCompletionSource _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _disposed;

    private EngineConnection(EngineOptions options, Process process, Action<string> progress, ILogger logger)
    {
        _options = options;
        _logger = logger;
        _process = process;
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => _exited.TrySetResult();
        process.ErrorDataReceived += (_, e) => OnError(e.Data);
        process.BeginErrorReadLine();
        if (process.HasExited)
        {
            _exited.TrySetResult();
        }

        _rpc = new JsonRpc(EngineJson.CreateHandler(process.StandardInput.BaseStream, process.StandardOutput.BaseStream))
        {
            SynchronizationContext = null,
        };
        _rpc.AddLocalRpcMethod(EngineMethods.Progress, progress);
        _rpc.StartListening();
    }

    /// <summary>What the engine loaded.</summary>
    public EngineLoadResult Loaded { get; private set; } = null!;

    /// <summary>Completes when the process is gone.</summary>
    public Task Exited => _exited.Task;

    /// <summary>The connection can't be used any more.</summary>
    public bool IsLost => _rpc.IsDisposed || _rpc.Completion.IsCompleted || Exited.IsCompleted;

    // A process that starts reads files, on a machine that may be busy with much else.
    private TimeSpan Patience => Loaded is null ? _options.HangPatience + StartPatience : _options.HangPatience;

    /// <summary>What the process said at last, for a message.</summary>
    public string LastWords
    {
        get
        {
            lock (_errors)
            {
                return string.Join(" | ", _errors);
            }
        }
    }

    /// <summary>Starts a process and has it load its model.</summary>
    /// <exception cref="LanguageModelUnavailableException">It can't be started, or it says why it can't load the model.</exception>
    /// <exception cref="EngineLostException">It ended while it loaded.</exception>
    public static async Task<EngineConnection> StartAsync(
        EngineOptions options,
        Action<string> progress,
        ILogger logger,
        CancellationToken cancellationToken
    )
    {
        var start = new ProcessStartInfo(options.Command, options.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardErrorEncoding = System.Text.Encoding.UTF8,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        // A small heap: the memory is the model's.
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_gcConcurrent"] = "0";
        start.Environment["DOTNET_TieredPGO"] = "0";
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or FileNotFoundException)
        {
            throw new LanguageModelUnavailableException(
                $"The engine process cannot be started ({options.Command}: {e.Message}). Reinstall SmolCode.",
                e
            );
        }

        var connection = new EngineConnection(options, process, progress, logger);
        try
        {
            connection.Loaded = await connection.InvokeAsync<EngineLoadResult>(
                EngineMethods.Load,
                new EngineLoadRequest
                {
                    Model = options.Model,
                    Adapter = options.Adapter,
                    Folders = options.Folders,
                    LibraryFolder = options.LibraryFolder,
                    Threads = options.Threads,
                    ContextTokens = options.ContextTokens,
                    Tuning = options.Tuning,
                    TunedModelsFile = options.TunedModelsFile,
                    UseGpu = options.UseGpu,
                    HostProcessId = Environment.ProcessId,
                    LogLevel = LeastLevel(logger),
                },
                cancellationToken
            );
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Sends a request and waits for its answer. A process that gives none is asked whether it lives, and killed when it doesn't say so.
    /// </summary>
    /// <exception cref="EngineLostException">The process ended before it answered, or hung.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled, whether or not the process took notice.</exception>
    /// <exception cref="LanguageModelUnavailableException">The engine says that it can't.</exception>
    public async Task<T> InvokeAsync<T>(string method, object? argument, CancellationToken cancellationToken)
    {
        try
        {
            return await AnswerAsync(
                _rpc.InvokeWithCancellationAsync<T>(method, argument is null ? [] : [argument], cancellationToken),
                cancellationToken
            );
        }
        catch (RemoteInvocationException e) when (e.ErrorCode == EngineMethods.BadRequest)
        {
            throw new ArgumentException(e.Message, nameof(argument), e);
        }
        catch (RemoteInvocationException e)
        {
            throw new LanguageModelUnavailableException(
                e.ErrorCode == EngineMethods.Unavailable
                    ? e.Message
                    : $"The engine failed: {e.Message} Run 'smolcode doctor' and report what it prints.",
                e
            );
        }
        catch (Exception e) when (e is ConnectionLostException or ObjectDisposedException or IOException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new EngineLostException(e);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        // Closes the pipes; the end of its input ends the process.
        _rpc.Dispose();
        if (await Task.WhenAny(Exited, Task.Delay(_options.ExitPatience)) != Exited)
        {
            Kill();
            await Task.WhenAny(Exited, Task.Delay(_options.ExitPatience));
        }

        _process.Dispose();
    }

    private async Task<T> AnswerAsync<T>(Task<T> answer, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await answer.WaitAsync(Patience, cancellationToken);
            }
            catch (TimeoutException) when (!answer.IsCompleted)
            {
                // Long work, or none any more.
                await LookAfterAsync();
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested && !answer.IsCompleted)
            {
                try
                {
                    return await answer.WaitAsync(CancelPatience, CancellationToken.None);
                }
                catch (TimeoutException) when (!answer.IsCompleted)
                {
                    _ = answer.ContinueWith(
                        static a => a.Exception,
                        CancellationToken.None,
                        TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
                        TaskScheduler.Default
                    );
                    // Observes itself; whoever waits for the next answer learns of a death.
                    _ = LookAfterAsync();
                    throw new OperationCanceledException(cancellationToken);
                }
            }
        }
    }

    /// <summary>Kills a process that does not say that it lives. Never fails; one question at a time.</summary>
    private Task LookAfterAsync()
    {
        lock (_gate)
        {
            return _lookingAfter is { IsCompleted: false } ? _lookingAfter : _lookingAfter = AskAsync();
        }

        async Task AskAsync()
        {
            try
            {
                await _rpc.InvokeAsync(EngineMethods.Ping).WaitAsync(Patience);
            }
            catch (TimeoutException)
            {
                LogHangs(_logger, Patience);
                Kill();
            }
            catch (Exception e) when (e is ConnectionLostException or ObjectDisposedException or IOException or RemoteInvocationException)
            {
                // Gone, which is noticed elsewhere.
            }
        }
    }

    private void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            LogKillFailed(_logger, e);
        }
    }

    private static LogLevel LeastLevel(ILogger logger) =>
        Enumerable.Range(0, (int)LogLevel.None).Select(i => (LogLevel)i).FirstOrDefault(logger.IsEnabled, LogLevel.None);

    private void OnError(string? line)
    {
        if (string.IsNullOrEmpty(line))
        {
            return;
        }

        lock (_errors)
        {
            _errors.Enqueue(line);
            if (_errors.Count > KeptErrorLines)
            {
                _errors.Dequeue();
            }
        }

        LogEngine(_logger, line);
    }

    [LoggerMessage(LogLevel.Debug, "engine: {Line}")]
    private static partial void LogEngine(ILogger logger, string line);

    [LoggerMessage(LogLevel.Warning, "The engine process has not answered for {Patience} and is killed")]
    private static partial void LogHangs(ILogger logger, TimeSpan patience);

    [LoggerMessage(LogLevel.Warning, "The engine process could not be ended")]
    private static partial void LogKillFailed(ILogger logger, Exception exception);
}
