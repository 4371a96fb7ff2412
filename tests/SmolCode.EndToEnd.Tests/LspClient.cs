using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace SmolCode.EndToEnd.Tests;

/// <summary>
/// A client that shares no code with the server: it frames its messages by hand and knows no types. It answers what the server asks as
/// an editor would, and keeps every notification.
/// </summary>
internal sealed class LspClient : IAsyncDisposable
{
    /// <summary>Guards tests against waiting for ever; nothing is measured by it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Stream toServer;
    private readonly Stream fromServer;
    private readonly SemaphoreSlim writing = new(1, 1);
    private readonly ConcurrentDictionary<long, TaskCompletionSource<JsonObject>> pending = [];
    private readonly Lock gate = new();
    private readonly List<JsonObject> received = [];
    private readonly Task reading;
    private TaskCompletionSource changed = NewSignal();
    private long lastId;

    /// <summary>A client that reads at once.</summary>
    public LspClient(Stream toServer, Stream fromServer)
    {
        this.toServer = toServer;
        this.fromServer = fromServer;
        reading = Task.Run(ReadAsync);
    }

    /// <summary>What <c>workspace/configuration</c> is answered with.</summary>
    public JsonNode? Settings { get; set; }

    /// <summary>What <c>workspace/applyEdit</c> is answered with; nothing is applied.</summary>
    public JsonNode EditAnswer { get; set; } = new JsonObject { ["applied"] = true };

    /// <summary>Requests of this method are answered with an error that says that they were cancelled; null: none are.</summary>
    public string? Refused { get; set; }

    /// <summary>Completes when the server closes its output.</summary>
    public Task Closed => reading;

    /// <summary>Everything the server sent that was no answer, in order.</summary>
    public IReadOnlyList<JsonObject> Received
    {
        get
        {
            lock (gate)
            {
                return [.. received];
            }
        }
    }

    /// <summary>Sends bytes as they are.</summary>
    public async Task SendRawAsync(byte[] bytes)
    {
        await writing.WaitAsync();
        try
        {
            await toServer.WriteAsync(bytes);
            await toServer.FlushAsync();
        }
        finally
        {
            writing.Release();
        }
    }

    /// <summary>Sends text in a frame.</summary>
    public Task SendAsync(string content)
    {
        var body = Encoding.UTF8.GetBytes(content);
        var header = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n\r\n"));
        return SendRawAsync([.. header, .. body]);
    }

    /// <summary>Sends a notification.</summary>
    public Task NotifyAsync(string method, JsonNode? parameters = null) => SendAsync(Message(method, parameters).ToJsonString());

    /// <summary>Sends a request; the task is its whole response, whether result or error.</summary>
    public async Task<JsonObject> RequestAsync(string method, JsonNode? parameters = null) =>
        await (await BeginRequestAsync(method, parameters)).Response.WaitAsync(Patience);

    /// <summary>Sends a request and does not wait for its response.</summary>
    public async Task<(long Id, Task<JsonObject> Response)> BeginRequestAsync(string method, JsonNode? parameters = null)
    {
        var id = Interlocked.Increment(ref lastId);
        var response = Expect(id);
        var message = Message(method, parameters);
        message["id"] = id;
        await SendAsync(message.ToJsonString());
        return (id, response);
    }

    /// <summary>The response with an id that the test itself sent.</summary>
    public Task<JsonObject> Expect(long id) =>
        pending.GetOrAdd(id, _ => new TaskCompletionSource<JsonObject>(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Cancels a request.</summary>
    public Task CancelAsync(long id) => NotifyAsync("$/cancelRequest", new JsonObject { ["id"] = id });

    /// <summary>Shakes hands: initialize and initialized.</summary>
    public async Task<JsonObject> InitializeAsync(
        string? folder = null,
        JsonObject? capabilities = null,
        bool trusted = false,
        int? processId = null,
        JsonObject? settings = null,
        bool hover = false
    )
    {
        var parameters = new JsonObject
        {
            ["processId"] = processId,
            ["clientInfo"] = new JsonObject { ["name"] = "hand-written" },
            ["rootUri"] = folder is null ? null : new Uri(folder).AbsoluteUri,
            ["capabilities"] = capabilities ?? [],
            ["initializationOptions"] = new JsonObject
            {
                ["trusted"] = trusted,
                ["settings"] = settings,
                ["hover"] = hover,
            },
        };
        var response = await RequestAsync("initialize", parameters);
        await NotifyAsync("initialized", new JsonObject());
        return response;
    }

    /// <summary>Opens a document.</summary>
    public Task OpenAsync(string uri, string text, int version = 1, string languageId = "csharp") =>
        NotifyAsync(
            "textDocument/didOpen",
            new JsonObject
            {
                ["textDocument"] = new JsonObject
                {
                    ["uri"] = uri,
                    ["languageId"] = languageId,
                    ["version"] = version,
                    ["text"] = text,
                },
            }
        );

    /// <summary>Replaces a range of a document.</summary>
    public Task ChangeAsync(string uri, int version, (int Line, int Character) start, (int Line, int Character) end, string text) =>
        NotifyAsync(
            "textDocument/didChange",
            new JsonObject
            {
                ["textDocument"] = new JsonObject { ["uri"] = uri, ["version"] = version },
                ["contentChanges"] = new JsonArray(new JsonObject { ["range"] = Range(start, end), ["text"] = text }),
            }
        );

    /// <summary>Parameters of an inline completion.</summary>
    public static JsonObject At(string uri, int line, int character, bool byHand = false, JsonObject? selected = null)
    {
        var context = new JsonObject { ["triggerKind"] = byHand ? 1 : 2 };
        if (selected is not null)
        {
            context["selectedCompletionInfo"] = selected;
        }

        return new JsonObject
        {
            ["textDocument"] = new JsonObject { ["uri"] = uri },
            ["position"] = Position(line, character),
            ["context"] = context,
        };
    }

    /// <summary>An LSP range.</summary>
    public static JsonObject Range((int Line, int Character) start, (int Line, int Character) end) =>
        new() { ["start"] = Position(start.Line, start.Character), ["end"] = Position(end.Line, end.Character) };

    /// <summary>Waits for a notification (or a request of the server), one that came before included.</summary>
    public async Task<JsonObject> WaitForAsync(string method, Func<JsonNode, bool>? matches = null)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            Task next;
            lock (gate)
            {
                if (received.Find(m => (string?)m["method"] == method && (matches?.Invoke(m["params"]!) ?? true)) is { } found)
                {
                    return found;
                }

                next = changed.Task;
            }

            try
            {
                await next.WaitAsync(limit.Token);
            }
            catch (OperationCanceledException e)
            {
                var log = string.Join("\n", Received.Select(m => m.ToJsonString()));
                throw new TimeoutException($"No {method} came. What came:\n{log}", e);
            }
        }
    }

    /// <summary>Says goodbye: shutdown and exit.</summary>
    public async Task ShutDownAsync()
    {
        var response = await RequestAsync("shutdown");
        if (response["error"] is { } error)
        {
            throw new InvalidOperationException("shutdown failed: " + error.ToJsonString());
        }

        await NotifyAsync("exit");
    }

    /// <summary>Closes the server's input.</summary>
    public ValueTask CloseInputAsync() => toServer.DisposeAsync();

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        try
        {
            await toServer.DisposeAsync();
        }
        catch (IOException)
        {
            // The server is gone already.
        }

        await reading.WaitAsync(Patience);
        await fromServer.DisposeAsync();
        writing.Dispose();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static JsonObject Position(int line, int character) => new() { ["line"] = line, ["character"] = character };

    private static JsonObject Message(string method, JsonNode? parameters)
    {
        var message = new JsonObject { ["jsonrpc"] = "2.0", ["method"] = method };
        if (parameters is not null)
        {
            message["params"] = parameters;
        }

        return message;
    }

    private async Task ReadAsync()
    {
        while (await ReadFrameAsync() is { } content)
        {
            var message = JsonNode.Parse(content)!.AsObject();
            if (message["method"] is not null)
            {
                if (message["id"] is { } id)
                {
                    await AnswerAsync((string)message["method"]!, id.DeepClone());
                }

                lock (gate)
                {
                    received.Add(message);
                    var signal = changed;
                    changed = NewSignal();
                    signal.SetResult();
                }
            }
            else if (message["id"] is JsonValue id && id.TryGetValue<long>(out var number))
            {
                _ = Expect(number);
                pending[number].TrySetResult(message);
            }
            else
            {
                lock (gate)
                {
                    // An error without an id: kept under a name that no method has.
                    message["method"] = "error";
                    message["params"] = message["error"]?.DeepClone();
                    received.Add(message);
                    var signal = changed;
                    changed = NewSignal();
                    signal.SetResult();
                }
            }
        }
    }

    private Task AnswerAsync(string method, JsonNode id)
    {
        if (method == Refused)
        {
            return SendAsync(
                new JsonObject
                {
                    ["jsonrpc"] = "2.0",
                    ["id"] = id,
                    ["error"] = new JsonObject { ["code"] = -32800, ["message"] = "cancelled" },
                }.ToJsonString()
            );
        }

        JsonNode? result = method switch
        {
            "workspace/configuration" => new JsonArray(Settings?.DeepClone()),
            "workspace/applyEdit" => EditAnswer.DeepClone(),
            _ => null,
        };
        return SendAsync(
            new JsonObject
            {
                ["jsonrpc"] = "2.0",
                ["id"] = id,
                ["result"] = result,
            }.ToJsonString()
        );
    }

    private async Task<byte[]?> ReadFrameAsync()
    {
        var length = -1;
        while (true)
        {
            var line = await ReadLineAsync();
            if (line is null)
            {
                return null;
            }

            if (line.Length == 0)
            {
                break;
            }

            const string ContentLength = "Content-Length: ";
            if (line.StartsWith(ContentLength, StringComparison.Ordinal))
            {
                length = int.Parse(line.AsSpan(ContentLength.Length), CultureInfo.InvariantCulture);
            }
            else
            {
                throw new InvalidDataException("Something that is not the protocol is on the server's output: " + line);
            }
        }

        var body = new byte[length];
        await fromServer.ReadExactlyAsync(body);
        return body;
    }

    private async Task<string?> ReadLineAsync()
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (await fromServer.ReadAsync(one) == 1)
        {
            if (one[0] == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }

            line.Append((char)one[0]);
        }

        return null;
    }
}
