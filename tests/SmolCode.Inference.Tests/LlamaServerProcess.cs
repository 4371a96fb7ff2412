using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using SmolCode.Inference.Peers;

namespace SmolCode.Inference.Tests;

/// <summary>A real llama-server with the bundled weights, which can be killed and started again at the same address.</summary>
internal sealed class LlamaServerProcess : IAsyncDisposable
{
    public const string Variable = "SMOLCODE_LLAMA_SERVER";
    public const string Key = "a-key-for-tests";
    public const string Model = "smollm2";

    private readonly HttpClient _http;

    private readonly int _port = LlamaServer.FreePort();
    private Process? _process;

    private LlamaServerProcess() =>
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(Address + "/") };

    /// <summary>The executable, or null.</summary>
    public static string? Executable => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } path ? path : null;

    public string Address => $"http://127.0.0.1:{_port}";

    public static async Task<LlamaServerProcess> StartAsync(CancellationToken cancellationToken)
    {
        var server = new LlamaServerProcess();
        await server.StartAgainAsync(cancellationToken);
        return server;
    }

    public async Task StartAgainAsync(CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(
            Executable!,
            [
                "--model",
                Bundled.Model,
                "--alias",
                Model,
                "--host",
                "127.0.0.1",
                "--port",
                _port.ToString(CultureInfo.InvariantCulture),
                "--ctx-size",
                "8192",
                "--parallel",
                "4",
                "--threads",
                "2",
                "--metrics",
                "--api-key",
                Key,
            ]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process = Process.Start(start)!;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await LlamaServer.WaitUntilReadyAsync(_process, _http, Executable!, cancellationToken);
    }

    /// <summary>Tokens that it has decoded since it started.</summary>
    public async Task<int> CountDecodedAsync(CancellationToken cancellationToken)
    {
        const string name = "llamacpp:tokens_predicted_total ";
        var line = (await AskTextAsync("/metrics", null, cancellationToken))
            .Split('\n')
            .Single(l => l.StartsWith(name, StringComparison.Ordinal));
        return int.Parse(line[name.Length..], CultureInfo.InvariantCulture);
    }

    /// <summary>What it answers to a request as it is, as JSON.</summary>
    public async Task<JsonNode> AskAsync(string path, string? body, CancellationToken cancellationToken) =>
        JsonNode.Parse(await AskTextAsync(path, body, cancellationToken))!;

    private async Task<string> AskTextAsync(string path, string? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, new Uri(Address + path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        if (body is not null)
        {
            request.Content = new StringContent(body, new MediaTypeHeaderValue("application/json"));
        }

        using var response = await _http.SendAsync(request, cancellationToken);
        return await response.Content.ReadAsStringAsync(cancellationToken);
    }

    public async Task KillAsync()
    {
        if (_process is { } process)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
            _process = null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _http.Dispose();
    }
}
