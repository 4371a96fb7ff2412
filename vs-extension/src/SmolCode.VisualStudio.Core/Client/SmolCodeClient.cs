using Newtonsoft.Json.Linq;
using SmolCode.VisualStudio.Configuration;
using SmolCode.VisualStudio.Documents;
using SmolCode.VisualStudio.Explanation;
using SmolCode.VisualStudio.Output;
using SmolCode.VisualStudio.Pause;
using SmolCode.VisualStudio.Protocol;
using SmolCode.VisualStudio.Server;
using SmolCode.VisualStudio.Status;
using SmolCode.VisualStudio.Suggestions;
using SmolCode.VisualStudio.Tests;

namespace SmolCode.VisualStudio.Client;

/// <summary>The whole client: what Visual Studio's layer talks to.</summary>
public sealed class SmolCodeClient : IDisposable
{
    /// <summary>How long something else has to be opened after what was open is closed, before a server for nothing is started.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(3);

    private readonly LogRelay log = new();
    private readonly Func<TimeSpan, CancellationToken, Task> delay;
    private readonly object gate = new();
    private Workspace? workspace;

    /// <summary>What the server was started for.</summary>
    private Workspace? served;
    private string? activeDocument;
    private string serverPath;

    /// <summary>A client that starts nothing yet.</summary>
    public SmolCodeClient(ClientEnvironment environment, IEditorBuffers buffers)
    {
        Settings = new SettingsStore(new JsonFile(Path.Combine(environment.DataFolder, "settings.json")));
        Pause = new PauseState(new JsonFile(Path.Combine(environment.DataFolder, "state.json")));
        serverPath = Settings.ServerPath;
        delay = environment.Delay;
        Documents = new DocumentSync();
        Editor = new WorkspaceEditor(Documents, buffers, log);
        Server = new ServerController(
            new ServerLocator(environment.Machine, environment.ExtensionFolder),
            Options,
            Documents,
            Editor,
            log,
            environment.Now,
            environment.Delay
        );
        Suggestions = new SuggestionService(Server, Documents, Pause, log);
        Explanation = new ExplanationService(Server);
        Tests = new TestGenerationService(Server);
        Server.StateChanged += OnStateChanged;
        Pause.Changed += OnPauseChanged;
        Settings.Changed += OnSettingsChanged;
    }

    /// <summary>The status, or what can be asked for, may have changed. Raised on any thread.</summary>
    public event EventHandler? StatusChanged;

    /// <summary>The settings.</summary>
    public SettingsStore Settings { get; }

    /// <summary>The pauses.</summary>
    public PauseState Pause { get; }

    /// <summary>The open documents.</summary>
    public DocumentSync Documents { get; }

    /// <summary>Makes edits.</summary>
    public WorkspaceEditor Editor { get; }

    /// <summary>The server.</summary>
    public ServerController Server { get; }

    /// <summary>Suggestions.</summary>
    public SuggestionService Suggestions { get; }

    /// <summary>Explanations.</summary>
    public ExplanationService Explanation { get; }

    /// <summary>Generated tests.</summary>
    public TestGenerationService Tests { get; }

    /// <summary>What the status bar shows.</summary>
    public StatusView Status => StatusView.Of(Server.State, Pause.ScopeFor(ActiveDocument));

    /// <summary>The C# document that the user is in; null: none.</summary>
    public string? ActiveDocument
    {
        get
        {
            lock (gate)
            {
                return activeDocument;
            }
        }
        set
        {
            lock (gate)
            {
                if (activeDocument == value)
                {
                    return;
                }

                activeDocument = value;
            }

            StatusChanged?.Invoke(this, EventArgs.Empty);
        }
    }

    /// <summary>There is an output to write to.</summary>
    public void ShowLogIn(IClientLog output) => log.Connect(output);

    /// <summary>
    /// Visual Studio has something else open, or has just started: another folder needs another server, trust only a word. What is closed
    /// is most often closed for something else, or with Visual Studio, so that is waited for first.
    /// </summary>
    public async Task OpenAsync(Workspace opened)
    {
        bool isClosed;
        bool isTrustChanged;
        lock (gate)
        {
            isTrustChanged = workspace is not null && workspace.Trusted != opened.Trusted;
            workspace = opened;
            isClosed = opened.Folder is null && served?.Folder is not null;
        }

        if (isClosed)
        {
            await delay(Settling, CancellationToken.None).ConfigureAwait(false);
        }

        bool isServed;
        lock (gate)
        {
            if (workspace != opened)
            {
                // Something else is open by now, and that has its own turn.
                return;
            }

            isServed = served is not null && served.Folder == opened.Folder;
            served = opened;
        }

        if (!isServed)
        {
            await Server.RestartAsync().ConfigureAwait(false);
            return;
        }

        Server.Tell(Options());
        if (isTrustChanged)
        {
            StatusChanged?.Invoke(this, EventArgs.Empty);
        }
    }

    /// <summary>Whether a command can be asked for now. What the server does not have, and what would do nothing, is not shown.</summary>
    public bool IsAvailable(ClientCommand command)
    {
        var document = ActiveDocument;
        var paused = Pause.ScopeFor(document) is not null;
        return command switch
        {
            ClientCommand.ExplainSelection => document is not null && Explanation.IsAvailable,
            ClientCommand.GenerateTests => document is not null && Tests.IsAvailable && IsTrusted,
            ClientCommand.PauseSession or ClientCommand.PauseLanguage => !paused,
            ClientCommand.PauseFile => !paused && document is not null,
            ClientCommand.Resume => paused,
            ClientCommand.ReloadWorkspace => Server.Connection is not null,
            _ => true,
        };
    }

    /// <summary>Pauses, or ends the pauses. Every other command is not one of these.</summary>
    public void ChangePause(ClientCommand command)
    {
        switch (command)
        {
            case ClientCommand.PauseSession:
                Pause.PauseSession();
                break;
            case ClientCommand.PauseLanguage:
                Pause.PauseLanguage();
                break;
            case ClientCommand.PauseFile when ActiveDocument is { } document:
                Pause.PauseFile(document);
                break;
            case ClientCommand.Resume:
                Pause.Resume(ActiveDocument);
                break;
        }
    }

    /// <summary>Has the server load the workspace anew.</summary>
    public async Task ReloadWorkspaceAsync(CancellationToken cancellationToken)
    {
        if (Server.Connection is { } connection)
        {
            var command = new JObject { ["command"] = LspMethods.ReloadWorkspace };
            await connection.RequestAsync(LspMethods.ExecuteCommand, command, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Does something that nobody waits for; what goes wrong is in the output.</summary>
    public void Forget(Func<Task> work) => _ = ObserveAsync(work);

    /// <inheritdoc />
    public void Dispose()
    {
        Explanation.Dispose();
        Server.Dispose();
    }

    private bool IsTrusted
    {
        get
        {
            lock (gate)
            {
                return workspace is { Trusted: true };
            }
        }
    }

    private ServerOptions Options()
    {
        lock (gate)
        {
            return new ServerOptions(workspace?.Folder, workspace is { Trusted: true }, Settings.ServerPath, Settings.ForServer);
        }
    }

    private void OnStateChanged(object sender, ClientState state)
    {
        Server.Tell(Options());
        StatusChanged?.Invoke(this, EventArgs.Empty);
    }

    private void OnPauseChanged(object sender, EventArgs e)
    {
        // What is shown already belongs to before the pause.
        if (Pause.ScopeFor(ActiveDocument) is not null)
        {
            Suggestions.Dismissed();
        }

        StatusChanged?.Invoke(this, EventArgs.Empty);
    }

    private void OnSettingsChanged(object sender, EventArgs e)
    {
        var path = Settings.ServerPath;
        bool isAnotherServer;
        lock (gate)
        {
            isAnotherServer = path != serverPath && workspace is not null;
            serverPath = path;
        }

        if (isAnotherServer)
        {
            Forget(Server.RestartAsync);
        }
        else
        {
            Server.Tell(Options());
        }
    }

    private async Task ObserveAsync(Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Nobody wants it any more.
        }
        catch (Exception e)
        {
            log.Write(LogLevel.Error, e is ServerErrorException ? e.Message : e.ToString());
        }
    }
}
