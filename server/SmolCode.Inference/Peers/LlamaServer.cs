using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;

namespace SmolCode.Inference.Peers;

/// <summary>
/// A llama-server that the user named, started on this machine for a comparison (<c>smolcode bench engine --peer</c>), spoken to over
/// loopback, and ended with the comparison. Only downloads and a team's server are spoken to by HTTP elsewhere.
/// </summary>
internal sealed class LlamaServer : IAsyncDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly HttpClient _client;

    private LlamaServer(Process process, HttpClient client)
    {
        _process = process;
        _client = client;
    }

    /// <summary>Starts a server with a model and waits until it answers.</summary>
    /// <param name="binary">The server's executable.</param>
    /// <param name="model">A GGUF file.</param>
    /// <param name="threads">Threads that compute.</param>
    /// <param name="contextTokens">Cells of its KV cache.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="LanguageModelUnavailableException">It can't be started.</exception>
    public static async Task<LlamaServer> StartAsync(
        string binary,
        string model,
        int threads,
        int contextTokens,
        CancellationToken cancellationToken
    )
    {
        var port = FreePort();
        var start = new ProcessStartInfo(
            binary,
            [
                "--model",
                model,
                "--host",
                "127.0.0.1",
                "--port",
                port.ToString(CultureInfo.InvariantCulture),
                "--threads",
                threads.ToString(CultureInfo.InvariantCulture),
                "--ctx-size",
                contextTokens.ToString(CultureInfo.InvariantCulture),
            ]
        )
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or FileNotFoundException)
        {
            throw new LanguageModelUnavailableException($"{binary} cannot be started: {e.Message}", e);
        }

        // Its log is not wanted, but a full pipe would stop it.
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var server = new LlamaServer(
            process,
            new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri($"http://127.0.0.1:{port}/") }
        );
        try
        {
            await WaitUntilReadyAsync(process, server._client, binary, cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Continues a text greedily by a number of tokens.</summary>
    public async Task<PeerCompletion> CompleteAsync(string prompt, int tokens, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        await using (var writer = new Utf8JsonWriter(body))
        {
            writer.WriteStartObject();
            writer.WriteString("prompt", prompt);
            writer.WriteNumber("n_predict", tokens);
            writer.WriteNumber("temperature", 0);
            writer.WriteBoolean("cache_prompt", true);
            writer.WriteBoolean("ignore_eos", true);
            writer.WriteEndObject();
        }

        using var content = new ByteArrayContent(body.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var started = Stopwatch.GetTimestamp();
        using var response = await _client.PostAsync(new Uri("completion", UriKind.Relative), content, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        var elapsed = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        if (!response.IsSuccessStatusCode)
        {
            throw new LanguageModelUnavailableException($"The peer answered {(int)response.StatusCode}: {text}");
        }

        using var document = JsonDocument.Parse(text);
        var timings = document.RootElement.GetProperty("timings");
        return new PeerCompletion(
            document.RootElement.GetProperty("content").GetString() ?? "",
            elapsed,
            timings.GetProperty("prompt_n").GetInt32(),
            timings.GetProperty("prompt_ms").GetDouble(),
            timings.GetProperty("predicted_n").GetInt32(),
            timings.GetProperty("predicted_ms").GetDouble()
        );
    }

    /// <summary>Ends the server.</summary>
    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        try
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }
        catch (InvalidOperationException)
        {
            // It had ended.
        }

        _process.Dispose();
    }

    /// <summary>Waits until a server that was started has loaded its model. It is asked: it has no other way to say so.</summary>
    /// <exception cref="LanguageModelUnavailableException">It ended, or does not answer as llama-server does.</exception>
    internal static async Task WaitUntilReadyAsync(Process process, HttpClient client, string binary, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(StartPatience);
        while (true)
        {
            try
            {
                using var response = await client.GetAsync(new Uri("health", UriKind.Relative), patience.Token);
                if (response.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException) when (!process.HasExited)
            {
                // Not listening yet.
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                throw new LanguageModelUnavailableException($"{binary} does not answer as llama-server does: {e.Message}", e);
            }

            await Task.Delay(100, cancellationToken);
        }
    }

    /// <summary>A port on loopback that nobody listens at now.</summary>
    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
