using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SmolCode.CodeAnalysis;
using SmolCode.Completion;
using SmolCode.Explanation;
using SmolCode.Inference;
using SmolCode.Inference.Recording;
using SmolCode.Inference.Remote;
using SmolCode.Output;
using SmolCode.Testing;
using SmolCode.Testing.Sandboxing;

namespace SmolCode;

/// <summary>What a command composes: one workspace, the models that its policies need, and what they write to.</summary>
internal sealed class Session : IAsyncDisposable
{
    private readonly Terminal terminal;
    private readonly bool showProgress;
    private readonly ILoggerFactory loggers;
    private readonly Dictionary<bool, ILanguageModel> models = [];
    private readonly Dictionary<ILanguageModel, WorkspaceNgrams> ngrams = [];
    private RecordedLanguageModel? recorded;
    private string? folder;

    private Session(Terminal terminal, bool showProgress, ILoggerFactory loggers)
    {
        this.terminal = terminal;
        this.showProgress = showProgress;
        this.loggers = loggers;
        Workspace = new CodeWorkspace(loggers);
    }

    /// <summary>The workspace; empty until it is opened.</summary>
    public CodeWorkspace Workspace { get; }

    /// <summary>
    /// The trust that an editor told is all that counts: what this program remembers of other times is not asked, and nothing is remembered.
    /// </summary>
    public bool IsTrustTold { get; init; }

    /// <summary>Creates a session. Logs go to stderr when <paramref name="verbose"/>.</summary>
    public static Session Create(Terminal terminal, bool verbose, bool showProgress, bool isTrustTold = false) =>
        new(terminal, showProgress, verbose ? Logging.ToStandardError(LogLevel.Debug) : NullLoggerFactory.Instance)
        {
            IsTrustTold = isTrustTold,
        };

    /// <summary>
    /// The model that a policy needs: the user's own, with a team's server before it where one is named, or the bundled weights without the
    /// adapter, which comparisons are made with.
    /// </summary>
    public ILanguageModel ModelFor(CompletionPolicy policy) => Model(policy.Adapter);

    /// <summary>Explanation by the bundled model as it is: the adapter taught it code at the price of prose.</summary>
    public ExplanationService Explanation(bool useModel) => new(useModel ? Model(adapter: false) : null, loggers);

    /// <summary>Tests with values by the user's model.</summary>
    public TestGenerationService Tests(bool useModel) => new(SandboxOptions.ForThisProgram(), useModel ? Model(adapter: true) : null);

    /// <summary>The model is the one chosen for a workspace, named by a folder, solution, project or file. Before the model is asked anything.</summary>
    public void ChooseModelFor(string workspace) => folder = WorkspaceModels.FolderOf(workspace);

    /// <summary>A model of its own on this machine, as <see cref="ModelFor"/> would have without a team's server; the caller disposes it.</summary>
    public EngineLanguageModel CreateLocalModel() => Engines.Create(adapter: true, loggers, () => folder);

    private ILanguageModel Model(bool adapter)
    {
        if (!models.TryGetValue(adapter, out var model))
        {
            var fallback = adapter ? Engines.CreateForCompletion(loggers, () => folder) : null;
            model = fallback is null ? Engines.Create(adapter, loggers, () => folder) : fallback;
            model.StatusChanged += (_, status) =>
            {
                // A model that is less than it should be is told of in any case.
                var isWarning = status.State == EngineState.Ready;
                if (
                    status.Message is { } message
                    && (
                        isWarning || (showProgress && status.State is EngineState.Preparing or EngineState.Restarting or EngineState.Failed)
                    )
                )
                {
                    terminal.Note(message);
                }
            };
            fallback?.Use(Engines.TeamServer ?? TeamServerChoice.None);
            models.Add(adapter, model);
        }

        return model;
    }

    /// <summary>Completion keeps the model's answers in a file, and takes those that are there.</summary>
    /// <exception cref="ModelRecordingException">The file can't be written, or is something else.</exception>
    public void Record(string file, CompletionPolicy policy) => recorded = RecordedLanguageModel.Record(file, ModelFor(policy));

    /// <summary>Completion answers from what was recorded, without the model.</summary>
    /// <exception cref="ModelRecordingException">The file can't be read, or is something else.</exception>
    public void Replay(string file) => recorded = RecordedLanguageModel.Replay(file);

    /// <summary>Completion over the workspace, which is open, and the model that a policy needs.</summary>
    public async Task<CompletionService> CompletionForAsync(CompletionPolicy policy, CancellationToken cancellationToken)
    {
        ILanguageModel model = recorded is not null ? recorded : ModelFor(policy);
        if (policy.Ngrams)
        {
            if (!ngrams.TryGetValue(model, out var sent))
            {
                sent = new WorkspaceNgrams(model, Workspace, loggers);
                sent.Begin();
                ngrams.Add(model, sent);
            }

            await sent.WhenSentAsync(cancellationToken);
        }

        return new CompletionService(model, Workspace, loggers);
    }

    /// <summary>Opens the workspace that a file belongs to. Returns the milliseconds that it took.</summary>
    public Task<double> OpenWorkspaceForAsync(string file, string? workspace, bool trust, bool mayAsk, CancellationToken cancellationToken)
    {
        // The solution may lie above a folder that has a choice of its own.
        ChooseModelFor(workspace ?? file);
        return OpenAsync(
            [
                workspace is null
                    ? WorkspaceLocation.FindFor(Path.GetFullPath(file))
                    : WorkspaceLocation.Resolve(Path.GetFullPath(workspace)),
            ],
            file,
            trust,
            mayAsk,
            cancellationToken
        );
    }

    /// <summary>Opens a workspace by its path. Returns the milliseconds that it took.</summary>
    public Task<double> OpenWorkspaceAsync(string path, bool trust, bool mayAsk, CancellationToken cancellationToken) =>
        OpenWorkspacesAsync([path], trust, mayAsk, cancellationToken);

    /// <summary>Opens several folders, solutions or projects as one workspace. Returns the milliseconds that it took.</summary>
    public Task<double> OpenWorkspacesAsync(IReadOnlyList<string> paths, bool trust, bool mayAsk, CancellationToken cancellationToken)
    {
        ChooseModelFor(paths[0]);
        return OpenAsync(
            [.. paths.Select(p => WorkspaceLocation.Resolve(Path.GetFullPath(p)))],
            file: null,
            trust,
            mayAsk,
            cancellationToken
        );
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var sent in ngrams.Values)
        {
            await sent.DisposeAsync();
        }

        if (recorded is not null)
        {
            await recorded.DisposeAsync();
        }

        foreach (var model in models.Values)
        {
            await model.DisposeAsync();
        }

        await Workspace.DisposeAsync();
        loggers.Dispose();
    }

    private async Task<double> OpenAsync(
        ImmutableArray<WorkspaceLocation> locations,
        string? file,
        bool trust,
        bool mayAsk,
        CancellationToken cancellationToken
    )
    {
        var clock = Stopwatch.StartNew();
        var built = locations.Where(l => l.Kind is WorkspaceLocationKind.Solution or WorkspaceLocationKind.Project).ToList();
        var trusted = built.Count > 0 && built.All(l => IsTrusted(l, trust, mayAsk));
        await Workspace.OpenAsync(locations, trusted, showProgress ? new NoteProgress(terminal) : null, cancellationToken);
        // Without trust the note above says it already.
        if (trusted && Workspace.Status is { State: WorkspaceState.Degraded, Message: { } message })
        {
            terminal.Note(message);
        }

        await Workspace.WhenIndexedAsync(cancellationToken);
        if (trusted)
        {
            // What source generators yield is a part of the code that is checked against; one that hangs is not waited for.
            if (file is not null && !await Workspace.WarmUpAsync(file, cancellationToken))
            {
                terminal.Note("The source generators of the project are not through yet; what they yield is missing.");
            }
        }

        return clock.Elapsed.TotalMilliseconds;
    }

    private bool IsTrusted(WorkspaceLocation location, bool trust, bool mayAsk)
    {
        if (IsTrustTold)
        {
            return trust;
        }

        var store = new TrustStore(UserData.Folder);
        if (trust)
        {
            store.Trust(location.Path);
            return true;
        }

        if (store.IsTrusted(location.Path))
        {
            return true;
        }

        if (mayAsk && Terminal.IsInteractive)
        {
            terminal.Note($"Loading {location.Path} runs the build logic of that project. Do you trust it? It is remembered. [y/N]");
            if (Console.ReadLine()?.Trim() is "y" or "Y" or "yes")
            {
                store.Trust(location.Path);
                return true;
            }
        }

        terminal.Note("The workspace is not trusted: its files are parsed loosely, nothing of it is run. --trust changes that.");
        return false;
    }
}
