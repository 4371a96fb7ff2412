using System.Text.Json;
using Microsoft.Extensions.Logging;
using SmolCode.Completion;
using SmolCode.Explanation;
using SmolCode.LanguageServer.Background;
using SmolCode.LanguageServer.Client;
using SmolCode.LanguageServer.Documents;
using SmolCode.LanguageServer.Handlers;
using SmolCode.LanguageServer.Learning;
using SmolCode.LanguageServer.Models;
using SmolCode.LanguageServer.Protocol;
using SmolCode.LanguageServer.Requests;
using SmolCode.LanguageServer.Statistics;
using SmolCode.LanguageServer.Transport;
using SmolCode.Testing;
using StreamJsonRpc;

namespace SmolCode.LanguageServer;

/// <summary>Runs the language server over a pair of streams.</summary>
public static partial class LanguageServerHost
{
    /// <summary>
    /// Threads that the pool has ready beyond one a core. One is held by the blocking read of stdin for good; loading a project and starting
    /// the engine block others for a while. With the pool's default on two cores, the first messages of a client then wait for new threads,
    /// which come one in half a second: didOpen took 770 ms on 2 idle cores, and 11 ms with these.
    /// </summary>
    private const int SpareThreads = 6;

    /// <summary>
    /// Serves one client until it says <c>exit</c>, its input ends, its process dies, or the token is cancelled. Whatever the client sends,
    /// this does not throw.
    /// </summary>
    /// <param name="input">What the client sends; stdin.</param>
    /// <param name="output">What is sent to the client; stdout.</param>
    /// <param name="dependencies">The parts.</param>
    /// <param name="cancellationToken">Ends the server.</param>
    /// <returns>The process' exit code: 0 when the client said <c>shutdown</c> before the end, otherwise 1.</returns>
    public static async Task<int> RunAsync(
        Stream input,
        Stream output,
        LanguageServerDependencies dependencies,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(dependencies);
        EnsureThreads();
        using var clientLog = new ClientLoggerProvider();
        using var loggers = new ClientLoggerFactory(dependencies.LoggerFactory, clientLog);
        dependencies.LoggerFactory.AddProvider(clientLog);
        var logger = loggers.CreateLogger(typeof(LanguageServerHost).FullName!);

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var exit = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task watch = Task.CompletedTask;

        var formatter = new SystemTextJsonFormatter { JsonSerializerOptions = new JsonSerializerOptions(LspJsonContext.Default.Options) };
        var transport = new LspMessageHandler(output, input, formatter, loggers.CreateLogger<LspMessageHandler>());
        using var connection = new LspConnection(transport);
        transport.RequestRead = connection.RequestRead;

        await using var client = new RpcLanguageClient(connection, loggers.CreateLogger<RpcLanguageClient>());
        var queue = new RequestQueue(new ServerState(), loggers.CreateLogger<RequestQueue>());
        var status = new StatusReporter(client);
        await using var loader = new WorkspaceLoader(
            dependencies.Workspace,
            client,
            status,
            dependencies.TimeProvider,
            loggers.CreateLogger<WorkspaceLoader>()
        );
        await using var model = new ModelStarter(
            dependencies.Model,
            dependencies.UseTeamServer,
            dependencies.CompletionWanted,
            client,
            status,
            loggers.CreateLogger<ModelStarter>()
        );
        await using var configuration = new ConfigurationReader(
            client,
            queue,
            status,
            model,
            clientLog,
            loggers.CreateLogger<ConfigurationReader>()
        );
        using var unsaved = new UnsavedTexts(dependencies.Workspace);
        var suggestions = new SuggestionLog();
        var follower = new SuggestionFollower(dependencies.TimeProvider, IsLogged);
        await using var localLog = new LocalLog(
            dependencies.SuggestionLogFile is { } file ? new SuggestionStore(file) : null,
            follower,
            dependencies.TimeProvider,
            IsLogged,
            loggers.CreateLogger<LocalLog>()
        );
        var usings = new AcceptedUsings(dependencies.Workspace, client, loggers.CreateLogger<AcceptedUsings>());
        var counts = new RequestCounts();
        var completion = new Lazy<ICompletionService>(dependencies.CreateCompletionService);
        await using var next = new NextAnswer(completion, counts, dependencies.TimeProvider, loggers.CreateLogger<NextAnswer>());
        var typedInto = new TypedInto();
        using var outdated = new OutdatedAnswers(dependencies.Workspace, typedInto, next);
        await using var warmer = new PromptWarmer(completion, dependencies.TimeProvider, loggers.CreateLogger<PromptWarmer>());
        var explanation = new Lazy<IExplanationService>(dependencies.CreateExplanationService);
        await using var explanationWarmer = new ExplanationWarmer(
            explanation,
            dependencies.Workspace,
            () => loader.Loading,
            dependencies.TimeProvider,
            loggers.CreateLogger<ExplanationWarmer>()
        );

        var models = new ModelRequests(dependencies.Models, client);
        var learning = new LearnProcess(dependencies.Learning, dependencies.TimeProvider);

        var dispatcher = new RequestDispatcher(
            [
                new InitializeHandler(
                    Watch,
                    dependencies.Models is not null,
                    dependencies.Learning is not null,
                    loggers.CreateLogger<InitializeHandler>()
                ),
                new InitializedHandler(client, status, loader, model, configuration, dependencies.FolderOpened),
                new ShutdownHandler(),
                new ExitHandler(() => exit.TrySetResult()),
                new DidOpenHandler(loader, unsaved, explanationWarmer, follower, loggers.CreateLogger<DidOpenHandler>()),
                new DidChangeHandler(follower, explanationWarmer, dependencies.Typed, loggers.CreateLogger<DidChangeHandler>()),
                new DidCloseHandler(unsaved, explanationWarmer, follower),
                new DidSaveHandler(dependencies.Workspace, loader),
                new InlineCompletionHandler(
                    completion,
                    dependencies.Workspace,
                    unsaved,
                    suggestions,
                    counts,
                    follower,
                    localLog,
                    warmer,
                    explanationWarmer,
                    typedInto,
                    next,
                    usings,
                    dependencies.TimeProvider,
                    loggers.CreateLogger<InlineCompletionHandler>()
                ),
                new ExplainHandler(explanation, dependencies.Workspace, unsaved, explanationWarmer, client),
                new HoverHandler(explanation, dependencies.Workspace, unsaved),
                new GenerateTestsHandler(
                    new Lazy<ITestGenerationService>(dependencies.CreateTestGenerationService),
                    dependencies.Workspace,
                    unsaved,
                    client
                ),
                new ExecuteCommandHandler(suggestions, follower, usings, loader),
                new DidChangeConfigurationHandler(configuration),
                new DidChangeWatchedFilesHandler(dependencies.Workspace, loader),
                new DidChangeWorkspaceFoldersHandler(loader),
                new DidChangeTrustHandler(loader, status),
                new DidFocusHandler(dependencies.Workspace, unsaved, warmer, explanationWarmer),
                new DidShowHandler(suggestions, follower, next),
                new DidAcceptHandler(suggestions, follower),
                new DidRejectHandler(suggestions, follower),
                new StatisticsHandler(suggestions, counts, localLog),
                new EraseLogHandler(localLog),
                new ModelsHandler(models),
                new UseModelHandler(models),
                new ForgetWorkspaceModelHandler(models),
                new PullModelHandler(models),
                new RemoveModelHandler(models),
                new MeasureModelHandler(models),
                new CheckTeamServerHandler(models),
                new LearnPlanHandler(learning),
                new LearnHandler(learning, client),
                new DiscardLearningHandler(learning),
            ],
            queue,
            loggers.CreateLogger<RequestDispatcher>()
        );
        connection.AddLocalRpcMethod(LspMessageHandler.DispatchMethod, dispatcher.DispatchAsync);

        // At the end of the input the client may still read: what it asked for before is answered first.
        transport.InputEnded = () => connection.AllAnswered.FarewellAsync();
        clientLog.Connect(client);
        if (dependencies.ClientProcessId is { } processId)
        {
            Watch(processId);
        }

        connection.StartListening();

        var cancelled = Task.Delay(Timeout.InfiniteTimeSpan, ended.Token);
        await Task.WhenAny(exit.Task, connection.Completion, cancelled);
        LogEnd(logger, Reason());

        clientLog.Disconnect();
        await ended.CancelAsync();
        await queue.DisposeAsync().AsTask().FarewellAsync();
        await connection.AllAnswered.FarewellAsync();
        await watch.FarewellAsync();
        return queue.State.Phase == ServerPhase.ShutDown ? 0 : 1;

        bool IsLogged() => dependencies.SuggestionLogFile is not null && queue.State.Settings.Log;

        void Watch(int id) => watch = Task.WhenAll(watch, WatchAsync(id, ended.Token));

        async Task WatchAsync(int id, CancellationToken token)
        {
            try
            {
                await ClientProcess.WaitForExitAsync(id, token);
                LogClientDied(logger, id);
                exit.TrySetResult();
            }
            catch (OperationCanceledException)
            {
                // The server ended first.
            }
        }

        string Reason() =>
            cancellationToken.IsCancellationRequested ? "asked to"
            : exit.Task.IsCompleted ? "exit"
            : "the input ended";
    }

    private static void EnsureThreads()
    {
        ThreadPool.GetMinThreads(out var workers, out var completionPorts);
        ThreadPool.SetMinThreads(Math.Max(workers, Environment.ProcessorCount + SpareThreads), completionPorts);
    }

    [LoggerMessage(1, LogLevel.Information, "The server ends: {Reason}.")]
    private static partial void LogEnd(ILogger logger, string reason);

    [LoggerMessage(2, LogLevel.Warning, "The client's process {ProcessId} is gone.")]
    private static partial void LogClientDied(ILogger logger, int processId);
}
