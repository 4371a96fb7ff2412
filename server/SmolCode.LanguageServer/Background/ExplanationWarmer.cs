using Microsoft.Extensions.Logging;
using SmolCode.CodeAnalysis;
using SmolCode.Explanation;

namespace SmolCode.LanguageServer.Background;

/// <summary>
/// Once the workspace is loaded and the user rests, explains the document that they look at to nobody: the first explanation then has its
/// facts at once. A document is done once, and once more at the rest after a change. Whatever is asked for ends it, and it goes on at the
/// next rest.
/// </summary>
internal sealed partial class ExplanationWarmer : IAsyncDisposable
{
    /// <summary>Longer than a completion is waited for, and than <see cref="PromptWarmer"/> takes: suggestions come first.</summary>
    internal static readonly TimeSpan Rest = TimeSpan.FromSeconds(2);

    private readonly Lock gate = new();
    private readonly Lazy<IExplanationService> explanation;
    private readonly CodeWorkspace workspace;
    private readonly Func<Task> loading;
    private readonly ILogger logger;
    private readonly WorkAtRest work;
    private Place? wanted;
    private bool isDone;

    /// <summary>Explains nothing yet.</summary>
    /// <param name="explanation">Explains.</param>
    /// <param name="workspace">Is waited for: before it is loaded, a file is bound alone.</param>
    /// <param name="loading">The load that is under way.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Told what failed.</param>
    public ExplanationWarmer(
        Lazy<IExplanationService> explanation,
        CodeWorkspace workspace,
        Func<Task> loading,
        TimeProvider time,
        ILogger logger
    )
    {
        this.explanation = explanation;
        this.workspace = workspace;
        this.loading = loading;
        this.logger = logger;
        work = new WorkAtRest(Rest, time, LogFailed);
        workspace.StatusChanged += OnStatusChanged;
    }

    /// <summary>Completes when what was begun last has ended. Never fails.</summary>
    internal Task Finished => work.Finished;

    /// <summary>The user looks at a place.</summary>
    /// <param name="uri">The document.</param>
    /// <param name="snapshot">Makes its text as it is then, and where the user looks, in UTF-16 units.</param>
    public void Begin(string uri, Func<(DocumentSnapshot Snapshot, int Position)> snapshot)
    {
        lock (gate)
        {
            if (wanted?.Uri == uri)
            {
                wanted = wanted with { Snapshot = snapshot };
                if (isDone)
                {
                    return;
                }
            }
            else
            {
                wanted = new Place(uri, snapshot);
            }

            Schedule();
        }
    }

    /// <summary>A document is another now: what was bound of it doesn't serve any more.</summary>
    public void Changed(string uri)
    {
        lock (gate)
        {
            if (wanted?.Uri == uri)
            {
                Schedule();
            }
        }
    }

    /// <summary>Something better is to be done; it goes on once that is over.</summary>
    public void Postpone()
    {
        lock (gate)
        {
            if (wanted is not null && !isDone)
            {
                Schedule();
            }
        }
    }

    /// <summary>A document is not looked at any more.</summary>
    public void Forget(string uri)
    {
        lock (gate)
        {
            if (wanted?.Uri == uri)
            {
                wanted = null;
                work.Stop();
            }
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        workspace.StatusChanged -= OnStatusChanged;
        return work.DisposeAsync();
    }

    private void Schedule()
    {
        isDone = false;
        work.Begin(WarmAsync);
    }

    private async Task WarmAsync(CancellationToken cancellationToken)
    {
        await loading().WaitAsync(cancellationToken);
        await workspace.WhenWarmAsync(cancellationToken);
        Place? place;
        lock (gate)
        {
            place = wanted;
        }

        if (place is null)
        {
            return;
        }

        var (snapshot, position) = place.Snapshot();
        await explanation.Value.WarmAsync(snapshot, position, cancellationToken);
        lock (gate)
        {
            isDone = wanted?.Uri == place.Uri && !cancellationToken.IsCancellationRequested;
        }
    }

    /// <summary>What was bound is bound anew in what was loaded.</summary>
    private void OnStatusChanged(object? sender, WorkspaceStatus status)
    {
        lock (gate)
        {
            if (status.State is WorkspaceState.Ready or WorkspaceState.Degraded && wanted is not null)
            {
                Schedule();
            }
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "A document could not be explained ahead.")]
    private partial void LogFailed(Exception exception);

    private sealed record Place(string Uri, Func<(DocumentSnapshot Snapshot, int Position)> Snapshot);
}
