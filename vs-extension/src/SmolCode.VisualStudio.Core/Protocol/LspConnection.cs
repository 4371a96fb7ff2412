using System.Diagnostics;
using Newtonsoft.Json.Linq;
using SmolCode.VisualStudio.Documents;
using SmolCode.VisualStudio.Output;
using SmolCode.VisualStudio.Server;
using StreamJsonRpc;

namespace SmolCode.VisualStudio.Protocol;

/// <summary>A connection to one server: requests, notifications, and what the server asks in return.</summary>
public sealed class LspConnection : IDisposable
{
    /// <summary>How long a server has to answer <c>shutdown</c>.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(3);

    private readonly JsonRpc rpc;
    private readonly HeaderDelimitedMessageHandler handler;
    private readonly OutgoingQueue outgoing = new();
    private readonly ServerRequests requests;
    private readonly CancellationTokenSource ended = new();

    /// <summary>A connection over a server's stdin and stdout; it listens at once.</summary>
    /// <param name="toServer">What the server reads.</param>
    /// <param name="fromServer">What the server writes.</param>
    /// <param name="options">What the server may ask for at any time.</param>
    /// <param name="editor">Makes the edits that the server asks for.</param>
    /// <param name="log">Where the server's messages go.</param>
    public LspConnection(Stream toServer, Stream fromServer, Func<ServerOptions> options, IWorkspaceEditor editor, IClientLog log)
    {
        requests = new ServerRequests(options, editor, log);
        handler = new ServerMessageHandler(toServer, fromServer, log);
        rpc = new JsonRpc(handler) { CancelLocallyInvokedMethodsWhenConnectionIsClosed = true };
        // Its trace source writes to the debugger by default, one line a message.
        rpc.TraceSource = new TraceSource("SmolCode", SourceLevels.Off);
        rpc.AddLocalRpcTarget(requests, new JsonRpcTargetOptions { AllowNonPublicInvocation = false });
        rpc.Disconnected += OnDisconnected;
        rpc.StartListening();
    }

    /// <summary>The server says how it is. Raised on any thread.</summary>
    public event EventHandler<ServerStatus>? StatusChanged
    {
        add => requests.StatusChanged += value;
        remove => requests.StatusChanged -= value;
    }

    /// <summary>A long piece of work of the server begins, goes on or ends. Raised on any thread.</summary>
    public event EventHandler<WorkDoneProgress>? ProgressChanged
    {
        add => requests.ProgressChanged += value;
        remove => requests.ProgressChanged -= value;
    }

    /// <summary>What the server has beside what every server has; known after <see cref="InitializeAsync"/>.</summary>
    public ServerFeatures Features { get; private set; }

    /// <summary>Why the connection ended; empty before.</summary>
    public string EndReason { get; private set; } = "";

    /// <summary>Waits for the connection's end.</summary>
    public Task<bool> WaitForEndAsync()
    {
        var waiting = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        ended.Token.Register(() => waiting.TrySetResult(true));
        return waiting.Task;
    }

    /// <summary>Shakes hands.</summary>
    public async Task InitializeAsync(ServerOptions options, CancellationToken cancellationToken)
    {
        using var current = Process.GetCurrentProcess();
        var folder = options.Folder is null ? null : DocumentUri.FromPath(options.Folder);
        var answer = await RequestAsync(
                "initialize",
                new JObject
                {
                    ["processId"] = current.Id,
                    ["clientInfo"] = new JObject { ["name"] = "Visual Studio" },
                    ["rootUri"] = folder,
                    ["workspaceFolders"] = folder is null
                        ? null
                        : new JArray(new JObject { ["uri"] = folder, ["name"] = Path.GetFileName(options.Folder!.TrimEnd('/', '\\')) }),
                    ["capabilities"] = JObject.Parse(
                        """
                        {
                          "general": { "positionEncodings": ["utf-16"] },
                          "window": { "workDoneProgress": true },
                          "workspace": { "configuration": true, "applyEdit": true, "workspaceEdit": { "documentChanges": true, "resourceOperations": ["create"] } },
                          "textDocument": { "synchronization": { "didSave": true }, "inlineCompletion": {} }
                        }
                        """
                    ),
                    ["initializationOptions"] = new JObject { ["trusted"] = options.Trusted, ["settings"] = options.Settings },
                },
                cancellationToken
            )
            .ConfigureAwait(false);
        Features = ReadFeatures(answer["capabilities"]?["experimental"]?["smolcode"]);
        Notify("initialized", new JObject());
    }

    /// <summary>Tells the server something. Returns at once; nothing is told to a server that is gone.</summary>
    public void Notify(string method, object parameters) =>
        outgoing.Add(() => _ = IgnoreAsync(rpc.NotifyWithParameterObjectAsync(method, parameters)));

    /// <summary>Asks the server, after everything that it was told before.</summary>
    /// <exception cref="ServerErrorException">It answered with an error, or is gone.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled; the server is told, and not waited for.</exception>
    public async Task<JToken> RequestAsync(string method, object parameters, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<JToken>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var cancelled = cancellationToken.Register(() => answer.TrySetCanceled(cancellationToken));
        outgoing.Add(() => _ = AskAsync(method, parameters, answer, cancellationToken));
        return await answer.Task.ConfigureAwait(false);
    }

    /// <summary>Asks the server for something that may come in parts.</summary>
    /// <param name="method">What is asked.</param>
    /// <param name="parameters">Its parameters, to which a token for the parts is added.</param>
    /// <param name="onPart">Called with each part, one after the other, on any thread.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<JToken> RequestInPartsAsync(
        string method,
        JObject parameters,
        Action<JToken> onPart,
        CancellationToken cancellationToken
    )
    {
        var token = Guid.NewGuid().ToString("N");
        var withToken = (JObject)parameters.DeepClone();
        withToken["partialResultToken"] = token;
        requests.Listen(token, onPart);
        try
        {
            var answer = await RequestAsync(method, withToken, cancellationToken).ConfigureAwait(false);
            await HandOnNotificationsAsync().ConfigureAwait(false);
            return answer;
        }
        finally
        {
            requests.StopListening(token);
        }
    }

    /// <summary>Says goodbye. A server that does not answer in time is not waited for.</summary>
    public async Task ShutDownAsync()
    {
        using var limit = new CancellationTokenSource(Farewell);
        try
        {
            await RequestAsync("shutdown", new JObject(), limit.Token).ConfigureAwait(false);
            await rpc.NotifyAsync("exit").ConfigureAwait(false);
        }
        catch (Exception e)
            when (e
                    is ServerErrorException
                        or OperationCanceledException
                        or ConnectionLostException
                        or ObjectDisposedException
                        or IOException
            )
        {
            // It is gone, or its process is ended next.
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        rpc.Dispose();
        ended.Cancel();
    }

    /// <summary>Waits until all that the server sent before is dealt with: notifications take their turn elsewhere than answers.</summary>
    private Task<bool> HandOnNotificationsAsync()
    {
        var reached = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
#pragma warning disable VSTHRD001 // Not a thread's: the connection's own queue of what arrives.
        rpc.SynchronizationContext!.Post(_ => reached.TrySetResult(true), null);
#pragma warning restore VSTHRD001
        return reached.Task;
    }

    private static ServerFeatures ReadFeatures(JToken? announced)
    {
        var features = ServerFeatures.None;
        if (announced is JObject)
        {
            features |= IsTrue(announced["explain"]) ? ServerFeatures.Explain : ServerFeatures.None;
            features |= IsTrue(announced["generateTests"]) ? ServerFeatures.GenerateTests : ServerFeatures.None;
        }

        return features;
    }

    private static bool IsTrue(JToken? json) => json is { Type: JTokenType.Boolean } && (bool)json;

    private static async Task IgnoreAsync(Task sending)
    {
        try
        {
#pragma warning disable VSTHRD003 // Made by the caller's argument.
            await sending.ConfigureAwait(false);
#pragma warning restore VSTHRD003
        }
        catch (Exception e) when (e is ConnectionLostException or ObjectDisposedException or IOException or OperationCanceledException)
        {
            // The server is gone; that is dealt with where its end is.
        }
    }

    private async Task AskAsync(string method, object parameters, TaskCompletionSource<JToken> answer, CancellationToken cancellationToken)
    {
        try
        {
            var result = await rpc.InvokeWithParameterObjectAsync<JToken?>(method, parameters, cancellationToken).ConfigureAwait(false);
            answer.TrySetResult(result ?? JValue.CreateNull());
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            answer.TrySetCanceled(cancellationToken);
        }
        catch (OperationCanceledException e)
        {
            // The server ended it, for a newer request say.
            answer.TrySetException(new ServerErrorException("The server ended the request.", -32800, e));
        }
        catch (RemoteRpcException e)
        {
            answer.TrySetException(new ServerErrorException(e.Message, (int?)e.ErrorCode, e));
        }
        catch (Exception e)
        {
            answer.TrySetException(new ServerErrorException("The server is not running.", null, e));
        }
    }

    private void OnDisconnected(object? sender, JsonRpcDisconnectedEventArgs e)
    {
        EndReason = e.Exception?.Message ?? e.Description;
        ended.Cancel();
    }
}
