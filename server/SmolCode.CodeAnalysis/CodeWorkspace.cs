using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SmolCode.CodeAnalysis.Analogy;
using SmolCode.CodeAnalysis.Loading;
using SmolCode.CodeAnalysis.Similarity;

namespace SmolCode.CodeAnalysis;

/// <summary>
/// A solution, project, folder or single file, and snapshots of its documents. Thread-safe: what is loaded is immutable and replaced as a
/// whole. Only a trusted workspace is loaded through MSBuild; all else is parsed loosely and nothing is run.
/// </summary>
public sealed partial class CodeWorkspace : IAsyncDisposable
{
    /// <summary>How long background work has to end once it was told to.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan WarmUpPatience = TimeSpan.FromSeconds(20);

    private readonly ILogger<CodeWorkspace> _logger;
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _opening = new(1, 1);
    private readonly DocumentForks _forks = new();
    private readonly Lazy<Solution> _singleFiles = new(SolutionLoader.SingleFiles);
    private readonly CancellationTokenSource _disposal = new();

    private WorkspaceContent? _content;
    private WorkspaceStatus _status = new(WorkspaceState.Empty, AnalysisDepth.File, null, 0, 0);
    private SimilarCodeIndex _index = new();
    private CancellationTokenSource? _backgroundCancellation;
    private Task _indexing = Task.CompletedTask;
    private Task _warming = Task.CompletedTask;
    private string? _lastPath;
    private GeneratorRuns? _generators;

    // What changed since a load began; null: none is going on.
    private List<FileChange>? _whileLoading;
    private bool _disposed;

    /// <summary>An empty workspace: every file stands alone until <see cref="OpenAsync(WorkspaceLocation, bool, IProgress{string}?, CancellationToken)"/>.</summary>
    public CodeWorkspace(ILoggerFactory? loggerFactory = null) =>
        _logger = (loggerFactory ?? NullLoggerFactory.Instance).CreateLogger<CodeWorkspace>();

    /// <summary>What was opened, or is being opened; empty before.</summary>
    public ImmutableArray<WorkspaceLocation> Locations { get; private set; } = [];

    /// <summary>What the workspace is able to do at the moment.</summary>
    public WorkspaceStatus Status
    {
        get
        {
            lock (_gate)
            {
                return _status;
            }
        }
    }

    /// <summary>Completes when everything that is loaded can be found as similar code. Never fails for what the files hold.</summary>
    public Task WhenIndexedAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return _indexing.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Completes when what the source generators yield is there, and the project of the last file is compiled. Never fails.</summary>
    public Task WhenWarmAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return _warming.WaitAsync(cancellationToken);
        }
    }

    /// <summary>
    /// Completes when what the source generators of a file's project yield is there, and the project is compiled. Never fails for what they do.
    /// </summary>
    /// <returns>False: they are not through after twenty seconds, and what they yield is missing.</returns>
    public async Task<bool> WarmUpAsync(string path, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        lock (_gate)
        {
            _lastPath = Path.GetFullPath(path);
            if (_content is { } content && ProjectToWarm(content.Solution) is { } project)
            {
                Generate(project);
            }
        }

        try
        {
            await WhenWarmAsync(cancellationToken).WaitAsync(WarmUpPatience, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Completes when the similar-code index and the warm-up of the last load or change are through.</summary>
    internal Task BackgroundWork
    {
        get
        {
            lock (_gate)
            {
                return Task.WhenAll(_indexing, _warming);
            }
        }
    }

    /// <summary>Raised after <see cref="Status"/> changed, on the thread that changed it.</summary>
    public event EventHandler<WorkspaceStatus>? StatusChanged;

    /// <summary>Raised when the texts of source files have changed, on any thread; they can be read once they are indexed.</summary>
    public event EventHandler<SourcesChangedEventArgs>? SourcesChanged;

    /// <summary>Absolute paths of the source files that are indexed: the projects' own and those below the root, generated ones left out.</summary>
    public ImmutableArray<string> SourcePaths
    {
        get
        {
            lock (_gate)
            {
                return _index.Paths;
            }
        }
    }

    /// <summary>
    /// Loads or reloads. Without <paramref name="trusted"/> MSBuild never runs and files are parsed loosely. A project that fails to load
    /// is parsed loosely too, and the status says why and what to do. While it loads for the first time,
    /// snapshots have <see cref="AnalysisDepth.File"/>.
    /// </summary>
    /// <exception cref="WorkspaceLoadException">There is nothing at the location.</exception>
    public Task OpenAsync(WorkspaceLocation location, bool trusted, IProgress<string>? progress, CancellationToken cancellationToken) =>
        OpenAsync([location], trusted, progress, cancellationToken);

    /// <summary>
    /// The same for several solutions, projects and folders at once: their projects stand side by side, and one that belongs to several is
    /// there once.
    /// </summary>
    /// <exception cref="ArgumentException">There is no location, or a single file beside others.</exception>
    /// <exception cref="WorkspaceLoadException">There is nothing at one of them.</exception>
    public async Task OpenAsync(
        ImmutableArray<WorkspaceLocation> locations,
        bool trusted,
        IProgress<string>? progress,
        CancellationToken cancellationToken
    )
    {
        if (locations.IsDefaultOrEmpty || (locations.Length > 1 && locations.Any(l => l.Kind == WorkspaceLocationKind.File)))
        {
            throw new ArgumentException("One file, or any number of solutions, projects and folders.", nameof(locations));
        }

        ObjectDisposedException.ThrowIf(_disposed, this);
        await _opening.WaitAsync(cancellationToken);
        try
        {
            var missing = locations.FirstOrDefault(l =>
                l.Kind == WorkspaceLocationKind.Folder ? !Directory.Exists(l.Path) : !File.Exists(l.Path)
            );
            if (missing is not null)
            {
                throw new WorkspaceLoadException($"{missing.Path} doesn't exist. Check the path.");
            }

            var previous = (Locations, Status, Content: Volatile.Read(ref _content));
            Locations = locations;
            if (previous.Content is not null && !previous.Content.Locations.SequenceEqual(locations))
            {
                // What is reloaded goes on being served; another workspace says nothing about these files.
                Volatile.Write(ref _content, null);
            }

            lock (_gate)
            {
                _whileLoading = [];
            }

            SetStatus(new WorkspaceStatus(WorkspaceState.Loading, AnalysisDepth.File, null, 0, 0));
            try
            {
                await StopBackgroundWorkAsync();
                await LoadAsync(locations, trusted, progress, cancellationToken);
            }
            catch
            {
                // What was there before goes on working.
                Locations = previous.Locations;
                lock (_gate)
                {
                    Volatile.Write(ref _content, previous.Content);
                    Replay();
                }

                SetStatus(previous.Status);
                throw;
            }
        }
        finally
        {
            _opening.Release();
        }
    }

    /// <summary>
    /// A document with the given text; null takes the text on disk. Works at any time and for any path; outside of the workspace, and
    /// while it loads, the file stands alone.
    /// </summary>
    /// <param name="path">Path of the file; it need not exist when <paramref name="text"/> is given.</param>
    /// <param name="text">The editor's text.</param>
    /// <param name="version">The editor's version; 0 for text from disk.</param>
    /// <exception cref="WorkspaceLoadException">The text is wanted from disk and the file is missing, binary or too large.</exception>
    public DocumentSnapshot GetSnapshot(string path, SourceText? text, int version)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var full = Path.GetFullPath(path);
        text ??= SourceFile.Read(full);
        var content = Volatile.Read(ref _content);
        lock (_gate)
        {
            _lastPath = full;
        }

        if (content is not null)
        {
            var relative = content.RelativePath(full);
            if (content.Find(full) is [var id, ..])
            {
                Generate(id.ProjectId);
                var document = _forks.Fork(full, content.Generation, () => content.Solution.GetDocument(id)!, text);
                return Snapshot(document, full, relative, version, content.DepthOf(id.ProjectId));
            }

            if (content.FindProjectFor(full) is { } project)
            {
                Generate(project);
                var document = _forks.Fork(full, content.Generation, () => ChangedSources.Add(content.Solution, project, full, text), text);
                return Snapshot(document, full, relative, version, content.DepthOf(project));
            }
        }

        var alone = _forks.Fork(full, -1, () => ChangedSources.Add(_singleFiles.Value, _singleFiles.Value.ProjectIds[0], full, text), text);
        return Snapshot(alone, full, RelativeToRoot(full), version, AnalysisDepth.File);
    }

    /// <summary>Takes note of files that changed on disk, and of texts that are not saved.</summary>
    /// <returns>A project file was among them: what is loaded is out of date until <see cref="OpenAsync(WorkspaceLocation, bool, IProgress{string}?, CancellationToken)"/> is called again.</returns>
    public bool ApplyFileChanges(IReadOnlyCollection<FileChange> changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        var projectChanged = false;
        List<FileChange> sources = [];
        foreach (var change in changes)
        {
            var full = change with { Path = Path.GetFullPath(change.Path) };
            if (ProjectFiles.IsProjectFile(full.Path))
            {
                projectChanged = true;
            }
            else if (Path.GetExtension(full.Path).Equals(".cs", StringComparison.OrdinalIgnoreCase))
            {
                sources.Add(full);
            }
        }

        lock (_gate)
        {
            _whileLoading?.AddRange(sources);
            Apply(sources);
        }

        if (sources.Count > 0)
        {
            SourcesChanged?.Invoke(this, new SourcesChangedEventArgs([.. sources.Select(s => s.Path)]));
        }

        return projectChanged;
    }

    // Under the gate.
    private void Apply(List<FileChange> sources)
    {
        if (_content is not { } content || sources.Count == 0)
        {
            return;
        }

        var solution = content.Solution;
        foreach (var change in sources)
        {
            solution = ChangedSources.Apply(content, solution, change);
        }

        if (solution != content.Solution)
        {
            Volatile.Write(ref _content, content.With(solution));
        }

        var index = _index;
        var cancellation = _backgroundCancellation?.Token ?? _disposal.Token;
        _indexing = ContinueAsync(
            _indexing,
            () =>
            {
                SourceIndexing.Update(index, content, sources, cancellation);
                return Task.CompletedTask;
            }
        );
        if (_warming.IsCompleted)
        {
            _warming = Task.Run(() => WarmAsync(cancellation), cancellation);
        }
    }

    // Under the gate. What changed while it was loaded may have been read before; on what is there twice nothing changes.
    private void Replay()
    {
        var missed = _whileLoading ?? [];
        _whileLoading = null;
        Apply(missed);
    }

    /// <summary>
    /// Windows of 20 lines that share rare identifiers with the lines around the position, the most similar last: of other files, and of the
    /// document itself where the query says what of it is shown anyway.
    /// </summary>
    public ImmutableArray<CodeWindow> FindSimilarCode(
        DocumentSnapshot snapshot,
        int position,
        int count,
        SimilarCodeQuery query,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(query);
        SimilarCodeIndex index;
        lock (_gate)
        {
            index = _index;
        }

        return index.Find(snapshot, position, count, query, ReadSource, cancellationToken);
    }

    /// <summary>
    /// What stands at places like the hole, after lines that differ from those above it in names and literals only, in other files and in the
    /// document itself; the most alike first. Names are replaced by those that stand for them here.
    /// </summary>
    public ImmutableArray<AnalogousCode> FindAnalogousCode(
        DocumentSnapshot snapshot,
        Hole hole,
        int count,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(hole);
        SimilarCodeIndex index;
        lock (_gate)
        {
            index = _index;
        }

        return new AnalogyFinder(snapshot.Text, hole).Find(index.ShapesExcept(snapshot.Path), ReadSource, count, cancellationToken);
    }

    /// <summary>The text of an indexed source file: what an editor has not saved, or what is on disk. Null when there is none.</summary>
    public string? ReadSource(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        lock (_gate)
        {
            if (!_index.Contains(path))
            {
                return null;
            }
        }

        return
            Volatile.Read(ref _content) is { } content
            && content.Find(path) is [var id, ..]
            && content.Solution.GetDocument(id) is { } document
            && document.TryGetText(out var text)
            ? text.ToString()
            : SourceFile.TryReadString(path);
    }

    /// <summary>Whether a tool wrote the file: *.g.cs, *.Designer.cs, below obj, or marked &lt;auto-generated&gt;.</summary>
    public bool IsGenerated(DocumentSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ObjectDisposedException.ThrowIf(_disposed, this);
        var head = snapshot.Text.ToString(new TextSpan(0, Math.Min(snapshot.Text.Length, 2000)));
        return GeneratedCode.IsGeneratedPath(snapshot.Path) || GeneratedCode.HasGeneratedHeader(head);
    }

    /// <summary>Whether several projects compile the file: what is right in one may not compile in another. Target frameworks of one project count once.</summary>
    public bool IsLinked(DocumentSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return Volatile.Read(ref _content) is { } content
            && content
                .Find(snapshot.Path)
                .Select(id => content.Solution.GetProject(id.ProjectId)?.FilePath)
                .Distinct(StringComparer.Ordinal)
                .Count() > 1;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        await _disposal.CancelAsync();
        await StopBackgroundWorkAsync();
        _forks.Clear();
        Volatile.Write(ref _content, null);
        _backgroundCancellation?.Dispose();
        _disposal.Dispose();
        _opening.Dispose();
    }

    private async Task LoadAsync(
        ImmutableArray<WorkspaceLocation> locations,
        bool trusted,
        IProgress<string>? progress,
        CancellationToken cancellationToken
    )
    {
        var loader = new SolutionLoader(_logger);
        LoadedSolution? all = null;
        foreach (var location in locations)
        {
            var one =
                location.Kind == WorkspaceLocationKind.File
                    ? new LoadedSolution(_singleFiles.Value, AnalysisDepth.File, [], null)
                    : await loader.LoadAsync(location, trusted, progress, cancellationToken);
            all = all is null ? one : await SolutionMerge.MergeAsync(all, one, cancellationToken);
        }

        var loaded = all! with { Solution = SourceGenerators.Remove(all!.Solution) };
        var content = new WorkspaceContent(locations, loaded, NextGeneration());
        lock (_gate)
        {
            Volatile.Write(ref _content, content);
            _index = new SimilarCodeIndex();
            _generators = new GeneratorRuns(all.Solution);
            // One of the load before may never end.
            _warming = Task.CompletedTask;
            var index = _index;
            _backgroundCancellation = CancellationTokenSource.CreateLinkedTokenSource(_disposal.Token);
            var background = _backgroundCancellation.Token;
            _indexing = Task.Run(() => SourceIndexing.Build(index, content, _logger, background), background);
            Replay();
        }

        SourcesChanged?.Invoke(this, new SourcesChangedEventArgs(null));

        var status = new WorkspaceStatus(
            loaded.Problem is null ? WorkspaceState.Ready : WorkspaceState.Degraded,
            loaded.LooseProjects.Count * 2 > loaded.Solution.ProjectIds.Count ? AnalysisDepth.Folder : loaded.Depth,
            loaded.Problem,
            content.IsFile ? 0 : loaded.Solution.ProjectIds.Count,
            content.IsFile ? 1 : content.DocumentCount
        );
        LogLoaded(_logger, string.Join(", ", locations.Select(l => l.Path)), status.Depth, status.Projects, status.Documents);
        SetStatus(status);
        lock (_gate)
        {
            if (ProjectToWarm(loaded.Solution) is { } project)
            {
                Generate(project);
            }
        }
    }

    /// <summary>Runs the source generators of a project, and of what it references, once after each load, in the background.</summary>
    private void Generate(ProjectId project)
    {
        lock (_gate)
        {
            if (_generators is { } runs && _backgroundCancellation is { } cancellation && runs.Begin(project))
            {
                var token = cancellation.Token;
                _warming = ContinueAsync(_warming, () => GenerateAsync(runs, project, token));
            }
        }
    }

    private async Task GenerateAsync(GeneratorRuns runs, ProjectId project, CancellationToken cancellationToken)
    {
        try
        {
            var yielded = await SourceGenerators.RunAsync(runs.Original, project, cancellationToken);
            lock (_gate)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (_content is { } content && !yielded.IsEmpty)
                {
                    Volatile.Write(ref _content, content.With(runs.AddTo(content.Solution, yielded)));
                }
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogGeneratorsFailed(_logger, e);
        }

        // Their output is part of what is compiled.
        await WarmAsync(cancellationToken);
    }

    // The first check should find everything compiled and bound.
    private async Task WarmAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (Volatile.Read(ref _content) is not { } content || ProjectToWarm(content.Solution) is not { } id)
            {
                return;
            }

            var compilation = await content.Solution.GetProject(id)!.GetCompilationAsync(cancellationToken);
            string? path;
            lock (_gate)
            {
                path = _lastPath;
            }

            if (
                compilation is not null
                && path is not null
                && content.Find(path) is [var document, ..]
                && await content.Solution.GetDocument(document)!.GetSyntaxTreeAsync(cancellationToken) is { } tree
            )
            {
                compilation.GetSemanticModel(tree).GetDiagnostics(cancellationToken: cancellationToken);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogWarmUpFailed(_logger, e);
        }
    }

    private ProjectId? ProjectToWarm(Solution solution)
    {
        string? path;
        lock (_gate)
        {
            path = _lastPath;
        }

        return
            path is not null
            && Volatile.Read(ref _content) is { } content
            && (content.Find(path) is [var id, ..] ? id.ProjectId : content.FindProjectFor(path)) is { } project
            && solution.ContainsProject(project)
            ? project
            : null;
    }

    private DocumentSnapshot Snapshot(AnalysedDocument document, string path, string relativePath, int version, AnalysisDepth depth)
    {
        SimilarCodeIndex index;
        lock (_gate)
        {
            index = _index;
        }

        return new DocumentSnapshot(document, path, relativePath, version, depth, RelativeToRoot, name => index.IsKnown(name, path));
    }

    private string RelativeToRoot(string path)
    {
        var locations = Locations;
        return locations is [{ Kind: WorkspaceLocationKind.File }]
            ? Path.GetFileName(path)
            : WorkspaceContent.RelativePath(locations, path);
    }

    private long NextGeneration()
    {
        lock (_gate)
        {
            // Far from the small steps that changes take.
            return ((_content?.Generation ?? 0) / 1_000_000 + 1) * 1_000_000;
        }
    }

    private void SetStatus(WorkspaceStatus status)
    {
        lock (_gate)
        {
            _status = status;
        }

        StatusChanged?.Invoke(this, status);
    }

    private async Task StopBackgroundWorkAsync()
    {
        Task work;
        CancellationTokenSource? cancellation;
        lock (_gate)
        {
            work = Task.WhenAll(_indexing, _warming);
            cancellation = _backgroundCancellation;
            _backgroundCancellation = null;
        }

        if (cancellation is not null)
        {
            await cancellation.CancelAsync();
        }

        // A source generator may mind no cancellation: it is let go, and its token stays usable.
        await work.WaitAsync(Farewell).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (work.IsCompleted)
        {
            cancellation?.Dispose();
        }
        else
        {
            LogNotEnded(_logger);
        }
    }

    // Never on the caller's thread, which holds the gate.
    private static async Task ContinueAsync(Task previous, Func<Task> next)
    {
        await previous.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        await next();
    }

    [LoggerMessage(LogLevel.Information, "Loaded {Path} ({Depth}): {Projects} projects, {Documents} documents")]
    private static partial void LogLoaded(ILogger logger, string path, AnalysisDepth depth, int projects, int documents);

    [LoggerMessage(LogLevel.Warning, "Source generators failed; names that they generate are unknown")]
    private static partial void LogGeneratorsFailed(ILogger logger, Exception exception);

    [LoggerMessage(LogLevel.Warning, "A source generator of the project doesn't end although it was told to; it is not waited for")]
    private static partial void LogNotEnded(ILogger logger);

    [LoggerMessage(LogLevel.Warning, "The warm-up failed")]
    private static partial void LogWarmUpFailed(ILogger logger, Exception exception);
}
