using System.Diagnostics;
using Microsoft.Extensions.Logging;
using SmolCode.Inference.Protocol;
using StreamJsonRpc;

namespace SmolCode.Inference.Client;

/// <summary>One engine process and the connection to it.</summary>
internal sealed partial class EngineConnection : IAsyncDisposable
{
    private const int KeptErrorLines = 20;

    private readonly EngineOptions _options;
    private readonly ILogger _logger;
    private readonly Process _process;
    private readonly JsonRpc _rpc;
    private readonly Queue<string> _errors = new();
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

    /// <summary>Sends a request and waits for its answer.</summary>
    /// <exception cref="EngineLostException">The process ended before it answered.</exception>
    /// <exception cref="LanguageModelUnavailableException">The engine says that it can't.</exception>
    public async Task<T> InvokeAsync<T>(string method, object? argument, CancellationToken cancellationToken)
    {
        try
        {
            return await _rpc.InvokeWithCancellationAsync<T>(method, argument is null ? [] : [argument], cancellationToken);
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
            try
            {
                _process.Kill(entireProcessTree: true);
                await _process.WaitForExitAsync();
            }
            catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
            {
                LogKillFailed(_logger, e);
            }
        }

        _process.Dispose();
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

    [LoggerMessage(LogLevel.Warning, "The engine process could not be ended")]
    private static partial void LogKillFailed(ILogger logger, Exception exception);
}
