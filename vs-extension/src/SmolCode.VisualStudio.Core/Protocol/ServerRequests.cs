using System.Collections.Concurrent;
using Newtonsoft.Json.Linq;
using SmolCode.VisualStudio.Documents;
using SmolCode.VisualStudio.Output;
using SmolCode.VisualStudio.Server;
using StreamJsonRpc;

namespace SmolCode.VisualStudio.Protocol;

/// <summary>What the server tells and asks. Its methods are called by StreamJsonRpc.</summary>
internal sealed class ServerRequests
{
    private readonly Func<ServerOptions> options;
    private readonly IWorkspaceEditor editor;
    private readonly IClientLog log;
    private readonly ConcurrentDictionary<string, Action<JToken>> parts = new();

    public ServerRequests(Func<ServerOptions> options, IWorkspaceEditor editor, IClientLog log)
    {
        this.options = options;
        this.editor = editor;
        this.log = log;
    }

    public event EventHandler<ServerStatus>? StatusChanged;

    public event EventHandler<WorkDoneProgress>? ProgressChanged;

    [JsonRpcMethod(LspMethods.Status, UseSingleObjectParameterDeserialization = true)]
    public void OnStatus(JToken parameters)
    {
        if (ServerStatus.Read(parameters) is { } status)
        {
            StatusChanged?.Invoke(this, status);
        }
    }

    [JsonRpcMethod("window/logMessage", UseSingleObjectParameterDeserialization = true)]
    public void OnLogMessage(JToken parameters) => Log(parameters);

    [JsonRpcMethod("window/showMessage", UseSingleObjectParameterDeserialization = true)]
    public void OnShowMessage(JToken parameters) => Log(parameters);

    [JsonRpcMethod("$/progress", UseSingleObjectParameterDeserialization = true)]
    public void OnProgress(JToken parameters)
    {
        var token = parameters["token"]?.ToString() ?? "";
        if (parameters["value"] is not JObject value)
        {
            return;
        }

        if (parts.TryGetValue(token, out var onPart))
        {
            onPart(value);
        }
        else if (value["kind"] is { } kind)
        {
            var text = (string?)value["message"] ?? (string?)value["title"] ?? "";
            ProgressChanged?.Invoke(this, new WorkDoneProgress(token, text, (int?)value["percentage"], (string?)kind == "end"));
        }
    }

#pragma warning disable CA1822, IDE0060 // StreamJsonRpc calls members of this object with the parameters that the server sends.
    [JsonRpcMethod("window/workDoneProgress/create", UseSingleObjectParameterDeserialization = true)]
    public object? OnCreateProgress(JToken parameters) => null;

    [JsonRpcMethod("client/registerCapability", UseSingleObjectParameterDeserialization = true)]
    public object? OnRegisterCapability(JToken parameters) => null;
#pragma warning restore CA1822, IDE0060

    [JsonRpcMethod("workspace/configuration", UseSingleObjectParameterDeserialization = true)]
    public JArray OnConfiguration(JToken parameters)
    {
        var settings = options().Settings;
        return new JArray(
            (parameters["items"] as JArray ?? []).Select(i => (string?)i["section"] == "smolcode" ? settings : (JToken)JValue.CreateNull())
        );
    }

    [JsonRpcMethod("workspace/applyEdit", UseSingleObjectParameterDeserialization = true)]
    public async Task<JObject> OnApplyEditAsync(JToken parameters, CancellationToken cancellationToken)
    {
        var edit = WorkspaceEdit.Read(parameters["edit"]);
        var applied = edit is not null && await editor.ApplyAsync(edit, cancellationToken).ConfigureAwait(false);
        return new JObject { ["applied"] = applied };
    }

    /// <summary>Hands the parts of an answer to somebody.</summary>
    public void Listen(string token, Action<JToken> onPart) => parts[token] = onPart;

    /// <summary>Nobody listens any more.</summary>
    public void StopListening(string token) => parts.TryRemove(token, out _);

    private void Log(JToken parameters)
    {
        var level = (int?)parameters["type"] switch
        {
            1 => LogLevel.Error,
            2 => LogLevel.Warning,
            _ => LogLevel.Information,
        };
        log.Write(level, (string?)parameters["message"] ?? "");
    }
}
