using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using StreamJsonRpc;

namespace SmolCode.LanguageServer.Benchmarking;

/// <summary>
/// Types a part of a file, key by key, through the real server over stdio, and takes what is right. The typist waits for every answer, or
/// types at a steady pace and gives up what is not there by the next key; the editor inserts no closers.
/// </summary>
public static class TypingBenchmark
{
    private static readonly TimeSpan LoadPatience = TimeSpan.FromMinutes(5);

    /// <summary>Starts a server, types, and ends the server.</summary>
    /// <param name="server">Command and arguments that start <c>smolcode lsp --stdio</c>.</param>
    /// <param name="folder">The workspace's folder.</param>
    /// <param name="trusted">The project may be loaded by MSBuild.</param>
    /// <param name="task">What to type.</param>
    /// <param name="limit">When to stop typing; null: at the end.</param>
    /// <param name="interval">Time from a key to the next; null: every answer is waited for.</param>
    /// <param name="deadline">Time within which the server answers, in whole milliseconds; null: as its setting is when nobody changed it.</param>
    /// <param name="progress">Receives lines for a user.</param>
    /// <param name="cancellationToken">Ends it and the server.</param>
    /// <exception cref="IOException">The server ended or can't be used; the message says why.</exception>
    public static async Task<TypingReport> RunAsync(
        IReadOnlyList<string> server,
        string folder,
        bool trusted,
        TypingTask task,
        TimeSpan? limit,
        TimeSpan? interval,
        TimeSpan? deadline,
        IProgress<string>? progress,
        CancellationToken cancellationToken
    )
    {
        using var process = Process.Start(
            new ProcessStartInfo(server[0], server.Skip(1))
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                CreateNoWindow = true,
            }
        )!;
        try
        {
            using var rpc = new JsonRpc(
                new HeaderDelimitedMessageHandler(
                    process.StandardInput.BaseStream,
                    process.StandardOutput.BaseStream,
                    new SystemTextJsonFormatter()
                )
            );
            var state = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            Listen(rpc, "window/logMessage", _ => { });
            Listen(rpc, "window/showMessage", m => progress?.Report(m.GetProperty("message").GetString() ?? ""));
            Listen(
                rpc,
                "smolcode/status",
                status =>
                {
                    var message = status.TryGetProperty("message", out var text) ? text.GetString() : null;
                    switch (status.GetProperty("state").GetString())
                    {
                        case "ready":
                            state.TrySetResult("ready");
                            break;
                        // On the way: an engine that starts again, or a workspace that is not trusted.
                        case "degraded" when status.TryGetProperty("model", out _):
                            progress?.Report(message ?? "degraded");
                            state.TrySetResult("degraded");
                            break;
                        case "error":
                            state.TrySetException(new IOException($"The server cannot complete: {message}"));
                            break;
                    }
                }
            );
            rpc.StartListening();
            var typist = new Typist(rpc, process, task, interval);
            try
            {
                await typist.OpenAsync(folder, trusted, deadline, cancellationToken);
                await state.Task.WaitAsync(LoadPatience, cancellationToken);
                await typist.TypeAsync(limit, progress, cancellationToken);
                var report = await typist.ReportAsync(cancellationToken);
                await rpc.InvokeWithCancellationAsync("shutdown", cancellationToken: cancellationToken);
                await rpc.NotifyAsync("exit");
                return report;
            }
            catch (TimeoutException)
            {
                throw new IOException(
                    $"The server was not ready within {LoadPatience.TotalMinutes:0} minutes. Run 'smolcode doctor', or give a smaller --workspace."
                );
            }
            catch (Exception e) when (e is ConnectionLostException or ObjectDisposedException)
            {
                throw new IOException("The server ended while it was typed to. Run 'smolcode doctor' and report what it prints.", e);
            }
            catch (RemoteInvocationException e)
            {
                throw new IOException($"The server refused what it was asked: {e.Message}", e);
            }
        }
        finally
        {
            // The end of the connection has closed the server's input, which ends it.
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            try
            {
                await process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static void Listen(JsonRpc rpc, string method, Action<JsonElement> handler) =>
        rpc.AddLocalRpcMethod(
            handler.Method,
            handler.Target,
            new JsonRpcMethodAttribute(method) { UseSingleObjectParameterDeserialization = true }
        );

    /// <summary>One document, its text, and what came of it.</summary>
    private sealed class Typist(JsonRpc rpc, Process server, TypingTask task, TimeSpan? interval)
    {
        private readonly string _uri = new Uri(task.File).AbsoluteUri;
        private readonly List<double> _latencies = [];
        private int _version = 1;
        private int _position = task.Start;
        private int _line;
        private int _character;
        private int _keys;
        private int _typed;
        private int _accepted;
        private int _shown;
        private int _taken;
        private int _typedOver;
        private int _asked;
        private string? _showing;
        private TimeSpan? _cpuBefore;

        public async Task OpenAsync(string folder, bool trusted, TimeSpan? deadline, CancellationToken cancellationToken)
        {
            // What a benchmark takes is not the user's.
            var settings = new JsonObject { ["log"] = false };
            if (deadline is { TotalMilliseconds: var most })
            {
                settings["deadlineMs"] = (int)most;
            }

            await AskAsync<JsonElement>(
                "initialize",
                new JsonObject
                {
                    ["processId"] = Environment.ProcessId,
                    ["rootUri"] = new Uri(folder).AbsoluteUri,
                    ["capabilities"] = new JsonObject(),
                    ["initializationOptions"] = new JsonObject { ["trusted"] = trusted, ["settings"] = settings },
                },
                cancellationToken
            );
            await rpc.NotifyWithParameterObjectAsync("initialized", new JsonObject());
            await rpc.NotifyWithParameterObjectAsync(
                "textDocument/didOpen",
                new JsonObject
                {
                    ["textDocument"] = new JsonObject
                    {
                        ["uri"] = _uri,
                        ["languageId"] = "csharp",
                        ["version"] = _version,
                        ["text"] = string.Concat(task.Text.AsSpan(0, task.Start), task.Text.AsSpan(task.End)),
                    },
                }
            );
            Move(task.Text.AsSpan(0, task.Start));
        }

        public async Task TypeAsync(TimeSpan? limit, IProgress<string>? progress, CancellationToken cancellationToken)
        {
            // What is computed once is not the keys': the first answer is waited for.
            await CompleteAsync(isKey: false, next: null, cancellationToken);
            _cpuBefore = ProcessTime.OfTree(server);
            var clock = Stopwatch.StartNew();
            var told = 0;
            while (_position < task.End && !(limit is { } most && clock.Elapsed > most))
            {
                var length = task.KeyLength(_position);
                if (_showing is { } showing && !task.Text.AsSpan(_position, length).StartsWith(showing.AsSpan(0, 1)))
                {
                    _typedOver++;
                }

                _keys++;
                _typed += TypingTask.Weight(task.Text.AsSpan(_position, length));
                var next = NextKey(cancellationToken);
                await InsertAsync(length);
                while (_position < task.End)
                {
                    var taken = await CompleteAsync(isKey: true, next, cancellationToken);
                    await (next ?? Task.CompletedTask);
                    if (taken == 0)
                    {
                        break;
                    }

                    _keys++;
                    _taken++;
                    _accepted += TypingTask.Weight(task.Text.AsSpan(_position, taken));
                    next = NextKey(cancellationToken);
                    await InsertAsync(taken);
                }

                var percent = 100 * (_position - task.Start) / Math.Max(1, task.End - task.Start);
                if (percent >= told + 10)
                {
                    told = percent / 10 * 10;
                    progress?.Report(
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{told} % typed in {clock.Elapsed.TotalSeconds:0} s, {Ratio():P0} of it completed"
                        )
                    );
                }
            }
        }

        public async Task<TypingReport> ReportAsync(CancellationToken cancellationToken)
        {
            var cpu = ProcessTime.OfTree(server) - _cpuBefore;
            var counts = await AskAsync<JsonElement>("smolcode/statistics", [], cancellationToken);
            var requests = Math.Max(1, counts.GetProperty("requests").GetInt64());
            _latencies.Sort();
            return new TypingReport(
                task.File,
                task.Text.AsSpan(0, task.Start).Count('\n') + 1,
                task.Text.AsSpan(0, _position).Count('\n') + 1,
                _keys,
                _typed,
                _accepted,
                Ratio(),
                (_accepted - _taken) / (double)Math.Max(1, _typed + _accepted),
                _shown,
                _taken,
                _typedOver,
                Percentile(0.5),
                Percentile(0.95),
                Within(100),
                Within(200),
                Within(400),
                _latencies.Count / (double)Math.Max(1, _asked),
                counts.GetProperty("typedInto").GetInt64() / (double)requests,
                counts.GetProperty("evaluatedTokens").GetInt64() / (double)Math.Max(1, _keys),
                cpu is { } time && _keys > 0 ? time.TotalSeconds * 1000 / _keys : null,
                _position >= task.End
            );

            double Percentile(double share) =>
                _latencies.Count == 0 ? 0 : _latencies[Math.Min(_latencies.Count - 1, (int)(share * _latencies.Count))];

            double Within(double ms) => _latencies.Count == 0 ? 0 : _latencies.Count(l => l <= ms) / (double)_latencies.Count;
        }

        private double Ratio() => _accepted / (double)Math.Max(1, _typed + _accepted);

        private Task? NextKey(CancellationToken cancellationToken) => interval is { } time ? Task.Delay(time, cancellationToken) : null;

        /// <summary>Asks at the cursor and says how much of the answer is taken; nothing where the next key comes sooner.</summary>
        private async Task<int> CompleteAsync(bool isKey, Task? next, CancellationToken cancellationToken)
        {
            var clock = Stopwatch.StartNew();
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var asking = AskAsync<JsonElement>(
                "textDocument/inlineCompletion",
                new JsonObject
                {
                    ["textDocument"] = new JsonObject { ["uri"] = _uri },
                    ["position"] = Position(),
                    ["context"] = new JsonObject { ["triggerKind"] = 2 },
                },
                ended.Token
            );
            _asked += isKey ? 1 : 0;
            if (next is not null && await Task.WhenAny(asking, next) == next && !asking.IsCompleted)
            {
                await ended.CancelAsync();
                await ((Task)asking).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                cancellationToken.ThrowIfCancellationRequested();
                _showing = null;
                return 0;
            }

            var answer = await asking;
            if (isKey)
            {
                _latencies.Add(clock.Elapsed.TotalMilliseconds);
            }

            var items = answer.GetProperty("items");
            if (items.GetArrayLength() == 0 || !StartsHere(items[0]))
            {
                _showing = null;
                return 0;
            }

            var text = items[0].GetProperty("insertText").GetString()!;
            var id = items[0].GetProperty("command").GetProperty("arguments")[0].GetString();
            _shown += _showing is { } before && before.EndsWith(text, StringComparison.Ordinal) ? 0 : 1;
            _showing = text;
            await rpc.NotifyWithParameterObjectAsync("smolcode/didShow", new JsonObject { ["id"] = id });
            var taken = Acceptance.Length(text, task.Text.AsSpan(_position, task.End - _position));
            if (taken > 0)
            {
                await rpc.NotifyWithParameterObjectAsync("smolcode/didAccept", new JsonObject { ["id"] = id, ["acceptedLength"] = taken });
                _showing = taken < text.Length ? text[taken..] : null;
            }

            return taken;
        }

        private bool StartsHere(JsonElement item)
        {
            var range = item.GetProperty("range");
            return IsHere(range.GetProperty("start")) && IsHere(range.GetProperty("end"));

            bool IsHere(JsonElement position) =>
                position.GetProperty("line").GetInt32() == _line && position.GetProperty("character").GetInt32() == _character;
        }

        private async Task InsertAsync(int length)
        {
            var piece = task.Text.Substring(_position, length);
            await rpc.NotifyWithParameterObjectAsync(
                "textDocument/didChange",
                new JsonObject
                {
                    ["textDocument"] = new JsonObject { ["uri"] = _uri, ["version"] = ++_version },
                    ["contentChanges"] = new JsonArray(
                        new JsonObject
                        {
                            ["range"] = new JsonObject { ["start"] = Position(), ["end"] = Position() },
                            ["text"] = piece,
                        }
                    ),
                }
            );
            _position += length;
            Move(piece);
        }

        private JsonObject Position() => new() { ["line"] = _line, ["character"] = _character };

        private void Move(ReadOnlySpan<char> over)
        {
            for (var i = 0; i < over.Length; i++)
            {
                if (over[i] == '\n' || (over[i] == '\r' && (i + 1 == over.Length || over[i + 1] != '\n')))
                {
                    (_line, _character) = (_line + 1, 0);
                }
                else
                {
                    _character += over[i] == '\r' ? 0 : 1;
                }
            }
        }

        private Task<T> AskAsync<T>(string method, JsonObject parameters, CancellationToken cancellationToken) =>
            rpc.InvokeWithParameterObjectAsync<T>(method, parameters, cancellationToken);
    }
}
