using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SmolCode.CodeAnalysis;
using SmolCode.Inference;

namespace SmolCode.Completion;

/// <summary>
/// Keeps the model's n-grams in step with the files of a workspace: all of them after a load, then what changes. Works in the background;
/// a model that can't be had is tried again with the next change, one that was started again is told all of it again.
/// </summary>
public sealed partial class WorkspaceNgrams : IAsyncDisposable
{
    /// <summary>Files sent at once.</summary>
    private const int BatchSize = 8;

    /// <summary>UTF-16 units that are sent in all, about 2.5 million tokens: what is beyond it brings little and costs memory.</summary>
    private const long MaxCharacters = 8_000_000;

    private readonly Lock gate = new();
    private int hasBegun;
    private readonly ILanguageModel model;
    private readonly CodeWorkspace workspace;
    private readonly ILogger logger;
    private readonly CancellationTokenSource stop = new();
    private readonly Dictionary<string, int> sent = new(StringComparer.Ordinal);
    private HashSet<string> changed = new(StringComparer.Ordinal);
    private bool isReloaded;
    private bool isLost;
    private Task work = Task.CompletedTask;

    /// <summary>Sends nothing before <see cref="Begin"/>.</summary>
    public WorkspaceNgrams(ILanguageModel model, CodeWorkspace workspace, ILoggerFactory? loggerFactory = null)
    {
        this.model = model;
        this.workspace = workspace;
        logger = (loggerFactory ?? NullLoggerFactory.Instance).CreateLogger<WorkspaceNgrams>();
    }

    /// <summary>Follows the workspace from now on, beginning with what is loaded; this starts the model. Again it does nothing.</summary>
    public void Begin()
    {
        if (Interlocked.Exchange(ref hasBegun, 1) == 0)
        {
            workspace.SourcesChanged += OnSourcesChanged;
            model.NgramsLost += OnLost;
            OnSourcesChanged(workspace, new SourcesChangedEventArgs(null));
        }
    }

    /// <summary>Completes when the model has all that is known now. Never fails for what the files or the model do.</summary>
    public async Task WhenSentAsync(CancellationToken cancellationToken)
    {
        for (Task waited = Task.CompletedTask, current = Current(); current != waited; current = Current())
        {
            await current.WaitAsync(cancellationToken);
            waited = current;
        }

        Task Current()
        {
            lock (gate)
            {
                return work;
            }
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        workspace.SourcesChanged -= OnSourcesChanged;
        model.NgramsLost -= OnLost;
        await stop.CancelAsync();
        await WhenSentAsync(CancellationToken.None);
        stop.Dispose();
    }

    private void OnSourcesChanged(object? sender, SourcesChangedEventArgs e)
    {
        lock (gate)
        {
            isReloaded |= e.Paths is null;
            changed.UnionWith(e.Paths ?? []);
            work = Continue(work);
        }
    }

    private void OnLost(object? sender, EventArgs e)
    {
        lock (gate)
        {
            isLost = true;
            work = Continue(work);
        }
    }

    private async Task Continue(Task previous)
    {
        await previous;
        try
        {
            await Task.Run(SendAsync, stop.Token);
        }
        catch (OperationCanceledException)
        {
            // The program ends.
        }
        catch (Exception exception)
        {
            LogFailed(exception.Message);
            lock (gate)
            {
                // Nobody knows what arrived: the next change sends everything.
                isReloaded = true;
            }
        }
    }

    private async Task SendAsync()
    {
        await workspace.WhenIndexedAsync(stop.Token);
        foreach (var batch in Pending().Chunk(BatchSize))
        {
            var documents = batch.Select(Document).OfType<NgramDocument>().ToList();
            if (documents.Count > 0)
            {
                await model.UpdateNgramsAsync(documents, stop.Token);
            }
        }
    }

    /// <summary>Paths to send, and to forget.</summary>
    private List<string> Pending()
    {
        lock (gate)
        {
            var paths = changed;
            changed = new(StringComparer.Ordinal);
            if (isLost)
            {
                (isLost, isReloaded) = (false, true);
                sent.Clear();
            }

            if (isReloaded)
            {
                isReloaded = false;
                paths = [.. workspace.SourcePaths, .. sent.Keys];
            }

            return [.. paths];
        }
    }

    private NgramDocument? Document(string path)
    {
        var text = workspace.ReadSource(path);
        if (text is null)
        {
            return sent.Remove(path) ? new NgramDocument(path, null) : null;
        }

        var others = sent.Values.Sum(v => (long)v) - sent.GetValueOrDefault(path);
        if (others + text.Length > MaxCharacters)
        {
            return sent.Remove(path) ? new NgramDocument(path, null) : null;
        }

        sent[path] = text.Length;
        return new NgramDocument(path, text);
    }

    [LoggerMessage(LogLevel.Debug, "The workspace's n-grams are not up to date: {Message}")]
    private partial void LogFailed(string message);
}
