using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using StreamJsonRpc;

namespace SmolCode.Benchmarks;

/// <summary>
/// The built server over stdio, as an editor has it: from its start to the first answer, to the project being loaded, and the resident
/// memory of server and engine together; then how long the facts of 200 lines take from the request to the first part of an explanation.
/// </summary>
internal static class ServerBenchmark
{
    private const int Requests = 40;
    private const int ExplainedLines = 200;

    /// <summary>Longer than the rest after which a document is explained ahead (2 s), and than that takes.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(8);

    public static async Task<int> RunAsync(string project, string file)
    {
        var clock = Stopwatch.StartNew();
        using var server = Process.Start(
            new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "smolcode.dll"), "lsp", "--stdio"])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            }
        )!;
        var handler = new HeaderDelimitedMessageHandler(
            server.StandardInput.BaseStream,
            server.StandardOutput.BaseStream,
            new SystemTextJsonFormatter()
        );
        using var rpc = new JsonRpc(handler);
        var ready = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        Listen(
            "smolcode/status",
            status =>
            {
                Console.WriteLine(FormattableString.Invariant($"{clock.ElapsedMilliseconds, 6} ms  status {status.GetRawText()}"));
                if (status.GetProperty("state").GetString() is "ready" or "degraded" or "error")
                {
                    ready.TrySetResult(status.GetRawText());
                }
            }
        );
        var (asked, token, parts) = (0L, "", new TaskCompletionSource<TimeSpan>());
        Listen(
            "$/progress",
            progress =>
            {
                // One of an explanation before may come late.
                if (progress.GetProperty("token").GetString() == token)
                {
                    parts.TrySetResult(Stopwatch.GetElapsedTime(asked));
                }
            }
        );
        Listen("window/logMessage", _ => { });
        Listen("window/showMessage", message => Console.WriteLine(message.GetRawText()));
        rpc.StartListening();

        var folder = Path.GetDirectoryName(project)!;
        await rpc.InvokeWithParameterObjectAsync<JsonElement>(
            "initialize",
            new JsonObject
            {
                ["processId"] = Environment.ProcessId,
                ["rootUri"] = new Uri(folder).AbsoluteUri,
                ["capabilities"] = new JsonObject(),
                ["initializationOptions"] = new JsonObject { ["trusted"] = true },
            }
        );
        await rpc.NotifyWithParameterObjectAsync("initialized", new JsonObject());
        var (text, line, character) = WithReturnToComplete(await File.ReadAllTextAsync(file));
        var uri = new Uri(file).AbsoluteUri;
        await rpc.NotifyWithParameterObjectAsync(
            "textDocument/didOpen",
            new JsonObject
            {
                ["textDocument"] = new JsonObject
                {
                    ["uri"] = uri,
                    ["languageId"] = "csharp",
                    ["version"] = 1,
                    ["text"] = text,
                },
            }
        );

        var answered = false;
        while (!answered)
        {
            answered = await CompleteAsync() > 0 || clock.Elapsed > TimeSpan.FromMinutes(1);
        }

        Console.WriteLine(FormattableString.Invariant($"{clock.ElapsedMilliseconds, 6} ms  first answer with a suggestion"));
        await ready.Task.WaitAsync(TimeSpan.FromMinutes(2));
        Console.WriteLine(FormattableString.Invariant($"{clock.ElapsedMilliseconds, 6} ms  ready"));
        for (var i = 0; i < Requests; i++)
        {
            await CompleteAsync();
        }

        var engine = Process.GetProcessesByName("dotnet").FirstOrDefault(p => ParentOf(p.Id) == server.Id);
        server.Refresh();
        var serverMb = server.WorkingSet64 / 1_000_000;
        var engineMb = (engine?.WorkingSet64 ?? 0) / 1_000_000;
        Console.WriteLine(
            FormattableString.Invariant(
                $"resident after {Requests} requests: server {serverMb} MB + engine {engineMb} MB = {serverMb + engineMb} MB"
            )
        );

        var lines = text.Split('\n').Length;
        await Task.Delay(Rest);
        await ExplainAsync("of a document that was opened a while ago");
        await ChangeAsync(version: 2);
        await Task.Delay(Rest);
        await ExplainAsync("after a change and a rest");
        await ChangeAsync(version: 3);
        await ExplainAsync("right after a change");

        await rpc.InvokeAsync("shutdown");
        await rpc.NotifyAsync("exit");
        await server.WaitForExitAsync();
        return 0;

        void Listen(string method, Action<JsonElement> handler) =>
            rpc.AddLocalRpcMethod(
                handler.Method,
                handler.Target,
                new JsonRpcMethodAttribute(method) { UseSingleObjectParameterDeserialization = true }
            );

        Task ChangeAsync(int version) =>
            rpc.NotifyWithParameterObjectAsync(
                "textDocument/didChange",
                new JsonObject
                {
                    ["textDocument"] = new JsonObject { ["uri"] = uri, ["version"] = version },
                    ["contentChanges"] = new JsonArray(new JsonObject { ["text"] = $"// {version}\n{text}" }),
                }
            );

        async Task ExplainAsync(string when)
        {
            parts = new TaskCompletionSource<TimeSpan>(TaskCreationOptions.RunContinuationsAsynchronously);
            (asked, token) = (Stopwatch.GetTimestamp(), when);
            var start = Math.Max(0, (lines - ExplainedLines) / 2);
            await rpc.InvokeWithParameterObjectAsync<JsonElement>(
                "smolcode/explain",
                new JsonObject
                {
                    ["textDocument"] = new JsonObject { ["uri"] = uri },
                    ["range"] = new JsonObject
                    {
                        ["start"] = new JsonObject { ["line"] = start, ["character"] = 0 },
                        ["end"] = new JsonObject { ["line"] = start + ExplainedLines, ["character"] = 0 },
                    },
                    ["partialResultToken"] = when,
                }
            );
            var whole = Stopwatch.GetElapsedTime(asked);
            var first = parts.Task.IsCompleted ? await parts.Task : whole;
            Console.WriteLine(
                FormattableString.Invariant(
                    $"facts of {ExplainedLines} lines {when}: {first.TotalMilliseconds:F0} ms; the whole answer {whole.TotalMilliseconds:F0} ms"
                )
            );
        }

        async Task<int> CompleteAsync()
        {
            var answer = await rpc.InvokeWithParameterObjectAsync<JsonElement>(
                "textDocument/inlineCompletion",
                new JsonObject
                {
                    ["textDocument"] = new JsonObject { ["uri"] = uri },
                    ["position"] = new JsonObject { ["line"] = line, ["character"] = character },
                    ["context"] = new JsonObject { ["triggerKind"] = 1 },
                }
            );
            return answer.GetProperty("items").GetArrayLength();
        }
    }

    /// <summary>The text without what its first `return` after the middle returns, and the place to complete.</summary>
    private static (string Text, int Line, int Character) WithReturnToComplete(string text)
    {
        const string Keyword = "return ";
        var start = text.IndexOf(Keyword, text.Length / 2, StringComparison.Ordinal) + Keyword.Length;
        var end = text.IndexOf(';', start);
        var before = text[..start];
        return (string.Concat(before, text.AsSpan(end)), before.Count(c => c == '\n'), start - before.LastIndexOf('\n') - 1);
    }

    /// <summary>The parent's id, where the system tells (Linux).</summary>
    private static int ParentOf(int processId)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{processId}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
