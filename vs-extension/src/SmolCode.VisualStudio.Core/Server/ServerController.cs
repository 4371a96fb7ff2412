using Newtonsoft.Json.Linq;
using SmolCode.VisualStudio.Documents;
using SmolCode.VisualStudio.Output;
using SmolCode.VisualStudio.Protocol;

namespace SmolCode.VisualStudio.Server;

/// <summary>Starts the server, starts it again when it dies, and says how it is.</summary>
public sealed class ServerController : IDisposable
{
    /// <summary>How long a server has to answer for the first time. It loads nothing before, so that is seconds even on a busy machine.</summary>
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(1);

    private readonly ServerLocator locator;
    private readonly Func<ServerOptions> options;
    private readonly DocumentSync documents;
    private readonly IWorkspaceEditor editor;
    private readonly IClientLog log;
    private readonly Func<TimeSpan, CancellationToken, Task> delay;
    private readonly BackOff backOff;

    /// <summary>Starts and stops happen one after the other.</summary>
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly object gate = new();
    private readonly CancellationTokenSource disposed = new();
    private CancellationTokenSource waiting = new();
    private ServerSession? session;
    private ServerOptions? known;
    private ClientState state = new(ClientStateKind.Starting);

    /// <summary>A controller that starts nothing yet.</summary>
    /// <param name="locator">Finds the server.</param>
    /// <param name="options">What a server is told, asked for at each start.</param>
    /// <param name="documents">The open documents, which every new server is told of.</param>
    /// <param name="editor">Makes the edits that the server asks for.</param>
    /// <param name="log">Where troubles go.</param>
    /// <param name="now">A clock: the time since any fixed moment.</param>
    /// <param name="delay">Waits.</param>
    public ServerController(
        ServerLocator locator,
        Func<ServerOptions> options,
        DocumentSync documents,
        IWorkspaceEditor editor,
        IClientLog log,
        Func<TimeSpan> now,
        Func<TimeSpan, CancellationToken, Task> delay
    )
    {
        this.locator = locator;
        this.options = options;
        this.documents = documents;
        this.editor = editor;
        this.log = log;
        this.delay = delay;
        backOff = new BackOff(now);
    }

    /// <summary>The state changed. Raised on any thread.</summary>
    public event EventHandler<ClientState>? StateChanged;

    /// <summary>How it is.</summary>
    public ClientState State
    {
        get
        {
            lock (gate)
            {
                return state;
            }
        }
    }

    /// <summary>The connection to a server that answers; null while there is none.</summary>
    public LspConnection? Connection
    {
        get
        {
            lock (gate)
            {
                return state.Kind == ClientStateKind.Running ? session?.Connection : null;
            }
        }
    }

    /// <summary>The id of the server's process; null while there is none.</summary>
    public int? ProcessId
    {
        get
        {
            lock (gate)
            {
                return session?.Process.Id;
            }
        }
    }

    /// <summary>Whether the server that answers has something that not every server has.</summary>
    public bool Has(ServerFeatures feature) => Connection?.Features.HasFlag(feature) == true;

    /// <summary>Tells the server something, if there is one; it learns the rest when it starts.</summary>
    public void Notify(string method, object parameters) => Connection?.Notify(method, parameters);

    /// <summary>Tells the server of trust and settings that it was not told of: they may change while it starts.</summary>
    public void Tell(ServerOptions now)
    {
        ServerOptions? before;
        lock (gate)
        {
            if (state.Kind != ClientStateKind.Running)
            {
                // It is told when it runs.
                return;
            }

            before = known;
            known = now;
        }

        if (before?.Trusted != now.Trusted)
        {
            Notify(LspMethods.DidChangeTrust, new JObject { ["trusted"] = now.Trusted });
        }

        if (!JToken.DeepEquals(before?.Settings, now.Settings))
        {
            Notify(LspMethods.DidChangeConfiguration, new JObject { ["settings"] = now.Settings });
        }
    }

    /// <summary>Starts the server, or starts it anew: by the user's wish, so that a number of crashes before doesn't count.</summary>
    public async Task RestartAsync()
    {
        CancelWaiting();
        await turn.WaitAsync(disposed.Token).ConfigureAwait(false);
        try
        {
            backOff.Reset();
            await StopSessionAsync().ConfigureAwait(false);
            // One that ended meanwhile is not started again beside this one.
            CancelWaiting();
            // Looking for the server and starting its process takes a while, and this may be the UI thread.
            await Task.Run(StartSessionAsync, disposed.Token).ConfigureAwait(false);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Stops the server for good.</summary>
    public async Task StopAsync()
    {
        CancelWaiting();
        await turn.WaitAsync().ConfigureAwait(false);
        try
        {
            disposed.Cancel();
            await StopSessionAsync().ConfigureAwait(false);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        disposed.Cancel();
        CancelWaiting();
        session?.Dispose();
        turn.Dispose();
        disposed.Dispose();
        waiting.Dispose();
    }

    private void CancelWaiting()
    {
        CancellationTokenSource before;
        lock (gate)
        {
            before = waiting;
            waiting = new CancellationTokenSource();
        }

        before.Cancel();
        before.Dispose();
    }

    private async Task StopSessionAsync()
    {
        ServerSession? before;
        lock (gate)
        {
            before = session;
            session = null;
        }

        documents.Detach();
        if (before is not null && before.TryEnd())
        {
            await before.Connection.ShutDownAsync().ConfigureAwait(false);
            before.Process.CloseInput();
            await before.Process.EndAsync().ConfigureAwait(false);
            before.Dispose();
        }
    }

    private async Task StartSessionAsync()
    {
        if (disposed.IsCancellationRequested)
        {
            return;
        }

        using var limit = LimitStart();
        var told = options();
        var location = locator.Locate(told.ServerPath);
        if (location.Program is not { } program)
        {
            log.Write(LogLevel.Error, location.Problem!);
            Become(new ClientState(ClientStateKind.Failed, Message: location.Problem));
            return;
        }

        log.Write(LogLevel.Information, $"Starting {program.Command} {program.FirstArgument} ({program.Source})");
        Become(new ClientState(ClientStateKind.Starting));
        backOff.Started();
        ServerSession started;
        try
        {
            var process = ServerProcess.Start(program, log);
            var connection = new LspConnection(process.ToServer, process.FromServer, options, editor, log);
            started = new ServerSession(process, connection);
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or InvalidOperationException or System.IO.IOException)
        {
            log.Write(LogLevel.Error, $"{program.Command} could not be started. {e.Message}");
            StartAgain(null);
            return;
        }

        lock (gate)
        {
            session = started;
            known = told;
        }

        limit.CancelAfter(LongestStart);
        started.Connection.StatusChanged += (_, status) => OnStatus(started, status);
        // Observes the end on its own: it may come during the start and at any time after it.
        _ = WatchAsync(started);
        try
        {
            await started.Connection.InitializeAsync(told, limit.Token).ConfigureAwait(false);
            documents.Attach(started.Connection);
            OnStatus(started, null);
        }
        catch (Exception e)
        {
            log.Write(LogLevel.Error, $"The server did not start. {e.Message}");
            started.Process.Kill();
        }
    }

    /// <summary>Ends a start that hangs: after a while, or when the user wants another one or none.</summary>
    private CancellationTokenSource LimitStart()
    {
        lock (gate)
        {
            var limit = CancellationTokenSource.CreateLinkedTokenSource(disposed.Token, waiting.Token);
            return limit;
        }
    }

    private void OnStatus(ServerSession from, ServerStatus? status)
    {
        lock (gate)
        {
            if (from != session || from.IsOver || (status is null && state.Kind == ClientStateKind.Running))
            {
                return;
            }
        }

        Become(new ClientState(ClientStateKind.Running, status));
    }

    /// <summary>Deals with a server that ended by itself.</summary>
    private async Task WatchAsync(ServerSession watched)
    {
        await watched.Connection.WaitForEndAsync().ConfigureAwait(false);
        if (!watched.TryEnd())
        {
            return;
        }

        int? code = null;
        try
        {
            watched.Process.CloseInput();
            code = await watched.Process.EndAsync().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // Whatever is wrong with the old process, there has to be a new one.
            log.Write(LogLevel.Error, $"The server's process could not be ended. {e}");
        }

        log.Write(LogLevel.Error, $"The server ended (exit code {code?.ToString() ?? "none"}). {watched.Connection.EndReason}");
        watched.Dispose();
        lock (gate)
        {
            if (watched != session)
            {
                return;
            }

            session = null;
        }

        documents.Detach();
        StartAgain(code);
    }

    private void StartAgain(int? exitCode)
    {
        if (disposed.IsCancellationRequested)
        {
            return;
        }

        var reason = ExitReason.Explain(exitCode);
        if (reason is not null || backOff.Died() is not { } pause)
        {
            Become(
                new ClientState(
                    ClientStateKind.Failed,
                    Message: reason ?? "The server ended unexpectedly again and again. The output has the reason."
                )
            );
            return;
        }

        Become(new ClientState(ClientStateKind.Restarting, Delay: pause));
        CancellationToken cancellation;
        lock (gate)
        {
            cancellation = waiting.Token;
        }

        _ = StartAfterAsync(pause, cancellation);
    }

    private async Task StartAfterAsync(TimeSpan pause, CancellationToken cancellation)
    {
        try
        {
            await delay(pause, cancellation).ConfigureAwait(false);
            await turn.WaitAsync(cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The user restarted it, or it is not wanted any more.
            return;
        }

        try
        {
            if (!cancellation.IsCancellationRequested)
            {
                await StartSessionAsync().ConfigureAwait(false);
            }
        }
        catch (Exception e)
        {
            log.Write(LogLevel.Error, $"The server could not be started again. {e.Message}");
        }
        finally
        {
            turn.Release();
        }
    }

    private void Become(ClientState next)
    {
        lock (gate)
        {
            state = next;
        }

        StateChanged?.Invoke(this, next);
    }
}
