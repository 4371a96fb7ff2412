using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace SmolCode.Inference.Tests;

/// <summary>A hub on loopback that has one file and can be made to misbehave.</summary>
internal sealed class ModelHub : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Task _serving;

    public ModelHub(byte[] content)
    {
        Content = content;
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Address = new Uri($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/");
        }

        _listener.Prefixes.Add(Address.AbsoluteUri);
        _listener.Start();
        _serving = ServeAsync();
    }

    public Uri Address { get; }

    /// <summary>What it sends.</summary>
    public byte[] Content { get; set; }

    /// <summary>The checksum that its redirection tells; null for that of what it sends, empty for none.</summary>
    public string? Sha256 { get; set; }

    public string Tag { get; set; } = "\"one\"";

    public bool KnowsRanges { get; set; } = true;

    /// <summary>For each request of the file in turn: bytes after which the connection is cut.</summary>
    public ConcurrentQueue<int> Cuts { get; } = new();

    /// <summary>For each request in turn: another status than 302.</summary>
    public ConcurrentQueue<int> Statuses { get; } = new();

    /// <summary>The file is begun, and the rest never comes.</summary>
    public TaskCompletionSource? Silence { get; set; }

    /// <summary>The ranges that were asked for; -1 for the whole.</summary>
    public ConcurrentQueue<long> Starts { get; } = new();

    public async ValueTask DisposeAsync()
    {
        Silence?.TrySetResult();
        _listener.Close();
        await _serving;
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }

            try
            {
                await AnswerAsync(context);
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or IOException)
            {
                // The client went away.
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        var (request, response) = (context.Request, context.Response);
        if (Statuses.TryDequeue(out var status))
        {
            response.StatusCode = status;
            response.Close();
            return;
        }

        if (request.Url!.AbsolutePath.Contains("/resolve/main/", StringComparison.Ordinal))
        {
            response.StatusCode = 302;
            if (Sha256 != "")
            {
                response.Headers["X-Linked-Etag"] = $"\"{Sha256 ?? Convert.ToHexStringLower(SHA256.HashData(Content))}\"";
            }

            response.Headers["X-Linked-Size"] = Content.Length.ToString(CultureInfo.InvariantCulture);
            response.RedirectLocation = "/blob";
            response.Close();
            return;
        }

        var range = request.Headers["Range"];
        var start = range is null ? -1 : long.Parse(range["bytes=".Length..].TrimEnd('-'), CultureInfo.InvariantCulture);
        Starts.Enqueue(start);
        var asked = KnowsRanges && start >= 0 && (request.Headers["If-Range"] is not { } tag || tag == Tag);
        response.Headers["ETag"] = Tag;
        var from = asked ? (int)start : 0;
        if (asked)
        {
            response.StatusCode = 206;
            response.Headers["Content-Range"] = $"bytes {from}-{Content.Length - 1}/{Content.Length}";
        }

        response.ContentLength64 = Content.Length - from;
        if (Silence is { } silence)
        {
            await response.OutputStream.WriteAsync(Content.AsMemory(from, 10));
            await response.OutputStream.FlushAsync();
            await silence.Task;
            response.Abort();
            return;
        }

        if (Cuts.TryDequeue(out var cut))
        {
            await response.OutputStream.WriteAsync(Content.AsMemory(from, Math.Min(cut, Content.Length - from)));
            await response.OutputStream.FlushAsync();
            response.Abort();
            return;
        }

        await response.OutputStream.WriteAsync(Content.AsMemory(from));
        response.Close();
    }
}
