using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SmolCode.Inference.Tests;

/// <summary>
/// An OpenAI-compatible server on loopback, down to its bytes: it answers as a test says, misbehaves as real ones do, and knows when a client
/// has gone.
/// </summary>
internal sealed class CompletionServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly Task _accepting;

    public CompletionServer()
    {
        _listener.Start();
        Address = $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";
        _accepting = AcceptAsync();
    }

    public string Address { get; }

    /// <summary>What <c>/v1/models</c> answers.</summary>
    public Func<Exchange, Task> Models { get; set; } =
        e => e.JsonAsync(200, """{"object":"list","data":[{"id":"coder","max_model_len":2048}]}""");

    /// <summary>For each request of a completion in turn.</summary>
    public ConcurrentQueue<Func<Exchange, Task>> Answers { get; } = new();

    /// <summary>For those after that.</summary>
    public Func<Exchange, Task> Otherwise { get; set; } = e => e.CompleteAsync(" a", " +", " b", ";", "\n");

    /// <summary>Requests of completions.</summary>
    public ConcurrentQueue<Received> Completions { get; } = new();

    /// <summary>All requests.</summary>
    public ConcurrentQueue<Received> All { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_connections);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                _connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        try
        {
            client.NoDelay = true;
            var stream = client.GetStream();
            if (await ReadAsync(stream) is not { } received)
            {
                return;
            }

            All.Enqueue(received);
            var exchange = new Exchange(client, received, _stop.Token);
            if (received.Path == "/v1/models")
            {
                await Models(exchange);
                return;
            }

            Completions.Enqueue(received);
            await (Answers.TryDequeue(out var answer) ? answer : Otherwise)(exchange);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The client went away, or the test is over.
        }
    }

    private async Task<Received?> ReadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, _stop.Token) == 0)
            {
                return null;
            }

            head.Append((char)one[0]);
        }

        var lines = head.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines[1..].Select(l => l.Split(": ", 2)).ToDictionary(l => l[0], l => l[1], StringComparer.OrdinalIgnoreCase);
        var length = headers.TryGetValue("Content-Length", out var given) ? int.Parse(given, CultureInfo.InvariantCulture) : 0;
        var body = new byte[length];
        await stream.ReadExactlyAsync(body, _stop.Token);
        return new Received(lines[0].Split(' ')[1], headers, length > 0 ? JsonNode.Parse(body)!.AsObject() : []);
    }

    internal sealed record Received(string Path, IReadOnlyDictionary<string, string> Headers, JsonObject Body)
    {
        public string Prompt => (string)Body["prompt"]!;
    }

    /// <summary>One request and what is answered to it.</summary>
    internal sealed class Exchange(TcpClient client, Received request, CancellationToken stop)
    {
        public Received Request => request;

        public CancellationToken Stop => stop;

        public Task BytesAsync(byte[] bytes) => client.GetStream().WriteAsync(bytes, stop).AsTask();

        public Task TextAsync(string text) => BytesAsync(Encoding.UTF8.GetBytes(text));

        public Task HeadAsync(int status, string type, string more = "") =>
            TextAsync($"HTTP/1.1 {status} Status\r\nContent-Type: {type}\r\nConnection: close\r\n{more}\r\n");

        public Task StreamAsync() => HeadAsync(200, "text/event-stream; charset=utf-8");

        public async Task JsonAsync(int status, string json, string more = "")
        {
            await HeadAsync(status, "application/json", $"Content-Length: {Encoding.UTF8.GetByteCount(json)}\r\n{more}");
            await TextAsync(json);
        }

        public Task ErrorAsync(int status, string message, string more = "") =>
            JsonAsync(status, JsonSerializer.Serialize(new { error = new { message } }), more);

        /// <summary>A token as llama-server sends it, or without its log-probability as others do.</summary>
        public Task TokenAsync(string text, double? logProbability = -0.5, int index = 0) =>
            TextAsync(
                "data: "
                    + new JsonObject
                    {
                        ["choices"] = new JsonArray(
                            new JsonObject
                            {
                                ["index"] = index,
                                ["text"] = text,
                                ["logprobs"] = logProbability is { } value
                                    ? new JsonObject
                                    {
                                        ["content"] = new JsonArray(new JsonObject { ["token"] = text, ["logprob"] = value }),
                                    }
                                    : null,
                                ["finish_reason"] = null,
                            }
                        ),
                    }.ToJsonString()
                    + "\n\n"
            );

        public Task FinishAsync(string reason = "stop", int index = 0) =>
            TextAsync($$$"""data: {"choices":[{"index":{{{index}}},"text":"","finish_reason":"{{{reason}}}"}]}""" + "\n\n");

        public Task DoneAsync() => TextAsync("data: [DONE]\n\n");

        /// <summary>A whole answer.</summary>
        public async Task CompleteAsync(params string[] tokens)
        {
            await StreamAsync();
            foreach (var token in tokens)
            {
                await TokenAsync(token);
            }

            await FinishAsync();
            await DoneAsync();
        }

        /// <summary>Ends the connection with a reset.</summary>
        public void Cut()
        {
            // Not by way of the client, which would say goodbye.
            client.Client.LingerState = new LingerOption(true, 0);
            client.Client.Dispose();
        }

        /// <summary>Completes when the client has closed the connection.</summary>
        public async Task ClientGoneAsync()
        {
            try
            {
                while (await client.GetStream().ReadAsync(new byte[1], stop) > 0) { }
            }
            catch (IOException)
            {
                // Reset is gone too.
            }
        }
    }
}
