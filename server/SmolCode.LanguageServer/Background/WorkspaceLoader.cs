using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using SmolCode.CodeAnalysis;
using SmolCode.LanguageServer.Client;
using SmolCode.LanguageServer.Protocol;

namespace SmolCode.LanguageServer.Background;

/// <summary>
/// Loads the workspace in the background, one load at a time; a newer one cancels the older. Until the first is done, and whenever one
/// fails, completion works from the open file alone.
/// </summary>
/// <remarks>
/// What is loaded: the solutions or projects of all folders in the editor, or, in an editor without a folder, the solution or project
/// nearest to the first C# file that is opened. Files outside of it are analysed alone.
/// </remarks>
internal sealed partial class WorkspaceLoader : IAsyncDisposable
{
    /// <summary>Quiet time after a change to a project file before it is loaded again: an editor or git writes several in a row.</summary>
    public static readonly TimeSpan ReloadDelay = TimeSpan.FromSeconds(1);

    private readonly CodeWorkspace workspace;
    private readonly ILanguageClient client;
    private readonly StatusReporter status;
    private readonly ILogger logger;
    private readonly ITimer reloadTimer;
    private readonly Lock gate = new();
    private CancellationTokenSource current = new();
    private Task loading = Task.CompletedTask;
    private Request? last;
    private string? lastMessage;
    private bool disposed;

    /// <summary>A loader that has nothing to do yet.</summary>
    public WorkspaceLoader(CodeWorkspace workspace, ILanguageClient client, StatusReporter status, TimeProvider time, ILogger logger)
    {
        this.workspace = workspace;
        this.client = client;
        this.status = status;
        this.logger = logger;
        reloadTimer = time.CreateTimer(_ => Reload(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        workspace.StatusChanged += OnStatusChanged;
    }

    /// <summary>What is loaded or being loaded: folders, or a file whose project it is.</summary>
    public ImmutableArray<string> Paths
    {
        get
        {
            lock (gate)
            {
                return last?.Paths ?? [];
            }
        }
    }

    /// <summary>The load that is under way, or the last one. Never fails.</summary>
    public Task Loading
    {
        get
        {
            lock (gate)
            {
                return loading;
            }
        }
    }

    /// <summary>Loads folders.</summary>
    public void LoadFolders(ImmutableArray<string> folders, bool trusted, bool showProgress) =>
        Load(new Request(folders, IsFile: false, trusted, showProgress));

    /// <summary>Loads the solution or project nearest to a file, unless something is loaded already.</summary>
    public void LoadNearest(string file, bool trusted, bool showProgress)
    {
        lock (gate)
        {
            if (last is null)
            {
                Load(new Request([file], IsFile: true, trusted, showProgress));
            }
        }
    }

    /// <summary>Loads what is loaded again, with another trust.</summary>
    public void ChangeTrust(bool trusted)
    {
        lock (gate)
        {
            if (last is { } request && request.Trusted != trusted)
            {
                Load(request with { Trusted = trusted });
            }
        }
    }

    /// <summary>Loads again what is loaded, now.</summary>
    public void Reload()
    {
        lock (gate)
        {
            if (last is { } request)
            {
                Load(request);
            }
        }
    }

    /// <summary>Loads again what is loaded, once project files have stopped changing.</summary>
    public void ReloadSoon()
    {
        lock (gate)
        {
            if (!disposed)
            {
                reloadTimer.Change(ReloadDelay, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        Task open;
        lock (gate)
        {
            disposed = true;
            current.Cancel();
            open = loading;
        }

        workspace.StatusChanged -= OnStatusChanged;
        await reloadTimer.DisposeAsync();
        await open.FarewellAsync();
        current.Dispose();
    }

    private void Load(Request request)
    {
        lock (gate)
        {
            if (disposed)
            {
                return;
            }

            current.Cancel();
            var source = current = new CancellationTokenSource();
            var before = loading;
            last = request;
            loading = Task.Run(() => LoadAsync(request, before, source.Token));
        }
    }

    private async Task LoadAsync(Request request, Task before, CancellationToken cancellationToken)
    {
        await before;
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            var locations = Locate(request);
            var names = string.Join(", ", locations.Select(l => l.Path));
            status.WorkspaceOpening(names, request.Trusted);
            if (locations is [{ Kind: WorkspaceLocationKind.File }])
            {
                LogAlone(names);
                return;
            }

            using var progress = await WorkDoneProgress.BeginAsync(
                client,
                request.ShowProgress,
                $"SmolCode: loading {string.Join(", ", locations.Select(l => Path.GetFileName(l.Path)))}",
                cancellationToken
            );
            await workspace.OpenAsync(locations, request.Trusted, progress, cancellationToken);
            var loaded = workspace.Status;
            LogLoaded(names, loaded.State, loaded.Projects, loaded.Documents);
            if (request.Trusted && loaded is { State: WorkspaceState.Degraded, Message: { } message })
            {
                ShowOnce(message);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // A newer load follows, or the end.
        }
        catch (WorkspaceLoadException e)
        {
            status.WorkspaceFailed(e.Message);
            ShowOnce(e.Message);
        }
        catch (Exception e)
        {
            LogFailed(string.Join(", ", request.Paths), e);
            status.WorkspaceFailed(
                $"{string.Join(", ", request.Paths)} could not be loaded ({e.Message}). Suggestions are made from the open file alone; the log has the details for a bug report."
            );
        }
    }

    /// <summary>Where the folders' projects are. A folder that is gone is told of and left out, unless it is the only one.</summary>
    private ImmutableArray<WorkspaceLocation> Locate(Request request)
    {
        if (request.IsFile)
        {
            return [WorkspaceLocation.FindFor(request.Paths[0])];
        }

        var locations = ImmutableArray.CreateBuilder<WorkspaceLocation>();
        foreach (var (i, path) in request.Paths.Index())
        {
            try
            {
                locations.Add(WorkspaceLocation.Resolve(path));
            }
            catch (WorkspaceLoadException e) when (locations.Count > 0 || i + 1 < request.Paths.Length)
            {
                ShowOnce(e.Message);
            }
        }

        return locations.ToImmutable();
    }

    private void ShowOnce(string message)
    {
        // A reload that meets the same trouble again is no news.
        if (message != Interlocked.Exchange(ref lastMessage, message))
        {
            client.Show(MessageType.Warning, "SmolCode: " + message);
        }
    }

    private void OnStatusChanged(object? sender, WorkspaceStatus changed) => status.WorkspaceChanged(changed);

    [LoggerMessage(1, LogLevel.Information, "{Path}: {State}, {Projects} projects, {Documents} documents.")]
    private partial void LogLoaded(string path, WorkspaceState state, int projects, int documents);

    [LoggerMessage(2, LogLevel.Information, "No solution or project belongs to {Path}; it is analysed alone.")]
    private partial void LogAlone(string path);

    [LoggerMessage(3, LogLevel.Error, "{Path} could not be loaded.")]
    private partial void LogFailed(string path, Exception exception);

    private sealed record Request(ImmutableArray<string> Paths, bool IsFile, bool Trusted, bool ShowProgress);
}
