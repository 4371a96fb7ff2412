using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using Newtonsoft.Json.Linq;

namespace SmolCode.VisualStudio.Core.Tests;

/// <summary>The other end of a connection, for what the real server can't be brought to do at will. It frames its messages by hand.</summary>
internal sealed class FakeServer : IDisposable
{
    private readonly Pipe toServer = new();
    private readonly Pipe toClient = new();
    private readonly ConcurrentQueue<JObject> received = [];
    private readonly SemaphoreSlim arrived = new(0);
    private readonly CancellationTokenSource disposed = new();

    public FakeServer() => _ = ReadAsync();

    public Stream ClientWrites => toServer.Writer.AsStream();

    public Stream ClientReads => toClient.Reader.AsStream();

    /// <summary>The next message with a method, or the next answer for null.</summary>
    public async Task<JObject> NextAsync(string? method)
    {
        while (true)
        {
            await arrived.WaitAsync(TimeSpan.FromSeconds(30), disposed.Token);
            if (received.TryDequeue(out var message) && (string?)message["method"] == method)
            {
                return message;
            }
        }
    }

    public Task SendAsync(JObject message)
    {
        message["jsonrpc"] = "2.0";
        var body = Encoding.UTF8.GetBytes(message.ToString());
        return SendRawAsync([
            .. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n\r\n")),
            .. body,
        ]);
    }

    public async Task SendRawAsync(byte[] bytes) => await toClient.Writer.WriteAsync(bytes);

    /// <summary>Closes its output, as a server does that ends.</summary>
    public void End() => toClient.Writer.Complete();

    public void Dispose()
    {
        disposed.Cancel();
        toClient.Writer.Complete();
        arrived.Dispose();
        disposed.Dispose();
    }

    private async Task ReadAsync()
    {
        var stream = toServer.Reader.AsStream();
        while (true)
        {
            var header = new StringBuilder();
            var one = new byte[1];
            while (!header.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
            {
                if (await stream.ReadAsync(one) == 0)
                {
                    return;
                }

                header.Append((char)one[0]);
            }

            var length = header.ToString().Split("\r\n").First(l => l.StartsWith("Content-Length: ", StringComparison.Ordinal))[16..];
            var body = new byte[int.Parse(length, CultureInfo.InvariantCulture)];
            await stream.ReadExactlyAsync(body);
            received.Enqueue(JObject.Parse(Encoding.UTF8.GetString(body)));
            arrived.Release();
        }
    }
}
