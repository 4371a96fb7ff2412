using SmolCode.CodeAnalysis;
using SmolCode.Inference;
using SmolCode.LanguageServer.Client;
using SmolCode.LanguageServer.Protocol;

namespace SmolCode.LanguageServer.Background;

/// <summary>
/// Makes one status of what the model, the workspace and the settings say, and tells the client when it changes
/// (<c>smolcode/status</c>). See docs/lsp-extensions.md for the states.
/// </summary>
internal sealed class StatusReporter(ILanguageClient client)
{
    private readonly Lock gate = new();
    private EngineStatus engine = new(EngineState.Stopped, null);
    private string? modelName;
    private int? tokensPerSecond;
    private string? modelFailure;
    private WorkspaceStatus? workspace;
    private string? workspaceFailure;
    private string? workspacePath;
    private bool trusted;
    private bool enabled = true;
    private bool started;
    private StatusParams? sent;

    /// <summary>From now on changes are sent, the present status first.</summary>
    public void Start() => Update(() => started = true);

    /// <summary>The engine changed.</summary>
    public void EngineChanged(EngineStatus status) =>
        Update(() =>
        {
            engine = status;
            modelFailure = status.State == EngineState.Failed ? status.Message : null;
        });

    /// <summary>The model answers.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="decodeTokensPerSecond">Tokens that it decodes a second; less than 1: not known.</param>
    public void ModelReady(string name, double decodeTokensPerSecond) =>
        Update(() =>
        {
            modelName = name;
            tokensPerSecond = decodeTokensPerSecond >= 1 ? (int)Math.Round(decodeTokensPerSecond) : null;
            modelFailure = null;
            engine = engine.State == EngineState.Ready ? engine : new EngineStatus(EngineState.Ready, null);
        });

    /// <summary>The model can't be had.</summary>
    public void ModelFailed(string message) => Update(() => modelFailure = message);

    /// <summary>A workspace is being loaded.</summary>
    public void WorkspaceOpening(string path, bool isTrusted) =>
        Update(() =>
        {
            workspacePath = path;
            trusted = isTrusted;
            workspaceFailure = null;
        });

    /// <summary>The workspace changed.</summary>
    public void WorkspaceChanged(WorkspaceStatus status) => Update(() => workspace = status);

    /// <summary>The workspace can't be loaded.</summary>
    public void WorkspaceFailed(string message) => Update(() => workspaceFailure = message);

    /// <summary>Settings or trust changed.</summary>
    public void Configured(bool isEnabled, bool isTrusted) =>
        Update(() =>
        {
            enabled = isEnabled;
            trusted = isTrusted;
        });

    private void Update(Action change)
    {
        lock (gate)
        {
            change();
            var status = Current();
            if (started && status != sent)
            {
                sent = status;
                client.Notify(LspMethods.Status, status, LspJsonContext.Default.StatusParams);
            }
        }
    }

    private StatusParams Current()
    {
        var (state, message) = this switch
        {
            { enabled: false } => ("disabled", "Suggestions are switched off by the setting smolcode.enabled."),
            { modelFailure: { } failure } => ("error", failure),
            { engine: { State: EngineState.Restarting } restarting } => ("degraded", restarting.Message),
            { engine: { State: not EngineState.Ready } starting } => ("starting", starting.Message),
            { workspaceFailure: { } failure } => ("degraded", failure),
            { workspace: { State: WorkspaceState.Loading } loading } => ("loading", loading.Message),
            { workspace: { State: WorkspaceState.Degraded } degraded } => ("degraded", degraded.Message),
            { engine.Message: { } warning } => ("degraded", warning),
            _ => ("ready", workspace?.Message),
        };
        // Without trust, what a workspace lacks is what trust would bring.
        var isAboutTrust = !trusted && workspace is { State: WorkspaceState.Degraded, Message: { } lack } && ReferenceEquals(message, lack);
        return new StatusParams(
            state,
            Untrusted: !trusted,
            modelName,
            message,
            isAboutTrust ? "trust" : null,
            workspacePath,
            tokensPerSecond
        );
    }
}
