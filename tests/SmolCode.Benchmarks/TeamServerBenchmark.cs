using System.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Microsoft.Extensions.Logging.Abstractions;
using SmolCode.CodeAnalysis;
using SmolCode.Completion;
using SmolCode.Evaluation;
using SmolCode.Inference;
using SmolCode.Inference.Remote;

namespace SmolCode.Benchmarks;

/// <summary>
/// How many users a team's server has room for: completes holes with the server that the environment names, notes the requests that this took,
/// and sends them again from several clients at once, each of which waits for its answer before it asks again. Nothing answers in the
/// server's place.
/// </summary>
internal static class TeamServerBenchmark
{
    private const int MostHoles = 16;

    public static async Task<int> RunAsync(string holes, string root, string project, IReadOnlyList<int> clients)
    {
        if (TeamServerChoice.FromEnvironment(Environment.GetEnvironmentVariable) is not { } choice)
        {
            Console.Error.WriteLine($"Name the server: {TeamServerChoice.UrlVariable}, and the variables beside it (docs/team-server.md).");
            return 2;
        }

        await using var workspace = new CodeWorkspace();
        await workspace.OpenAsync(WorkspaceLocation.Resolve(project), trusted: true, progress: null, CancellationToken.None);
        await workspace.WhenIndexedAsync(CancellationToken.None);
        await using var noted = new NotedModel(Client(choice));
        var service = new CompletionService(noted, workspace);
        var rows = (await HoleFile.ReadAsync(holes, CancellationToken.None)).Take(MostHoles).ToList();
        var suggestions = 0;
        foreach (var (i, row) in rows.Index())
        {
            var punched = PunchedDocument.Open(row, root, i + 1);
            var result = await service.CompleteAsync(
                workspace.GetSnapshot(punched.FilePath, SourceText.From(punched.Text), version: i + 1),
                punched.Position,
                new CompletionOptions(),
                CancellationToken.None
            );
            if (result.Reason == NoSuggestionReason.ModelUnavailable)
            {
                Console.Error.WriteLine(result.Message);
                return 1;
            }

            suggestions += result.Items.IsEmpty ? 0 : 1;
        }

        var all = noted.Requests;
        Console.WriteLine(
            FormattableString.Invariant(
                $"{rows.Count} holes, {suggestions} with candidates: {all.Count} requests; a hole takes {all.Sum(r => r.Prompt) / (double)rows.Count:0} tokens of prompt (estimated from characters) and {all.Sum(r => r.Completion) / (double)rows.Count:0.0} tokens of candidates"
            )
        );
        Console.WriteLine("clients | answers/s | not answered | ms each | tokens of candidates/s");
        foreach (var count in clients)
        {
            await MeasureAsync(choice, [.. all.Select(r => r.Request)], count);
        }

        return 0;
    }

    private static async Task MeasureAsync(TeamServerChoice choice, IReadOnlyList<GenerateRequest> requests, int clients)
    {
        var next = -1;
        var times = new List<double>();
        var (tokens, failed) = (0, 0);
        var gate = new Lock();
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => ClientAsync()));
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        Console.WriteLine(
            FormattableString.Invariant(
                $"{clients} | {times.Count / seconds:0.00} | {failed} | {new Distribution(times)} | {tokens / seconds:0.0}"
            )
        );

        async Task ClientAsync()
        {
            await using var model = Client(choice);
            // The connection and the list of models are no part of a suggestion.
            await model.GetInfoAsync(CancellationToken.None);
            for (var i = Interlocked.Increment(ref next); i < requests.Count; i = Interlocked.Increment(ref next))
            {
                var begun = Stopwatch.GetTimestamp();
                GenerateResult result;
                try
                {
                    result = await model.GenerateAsync(requests[i], CancellationToken.None);
                }
                catch (LanguageModelUnavailableException)
                {
                    // Too slow or too busy; where the local model would answer.
                    Interlocked.Increment(ref failed);
                    continue;
                }

                lock (gate)
                {
                    times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
                    tokens += result.Hypotheses.Sum(h => h.Tokens.Length);
                }
            }
        }
    }

    private static FallbackLanguageModel Client(TeamServerChoice choice)
    {
        var model = new FallbackLanguageModel(
            new NoModel(),
            () => Environment.GetEnvironmentVariable(TeamServerOptions.KeyVariable),
            NullLogger<FallbackLanguageModel>.Instance
        );
        model.StatusChanged += (_, status) =>
        {
            if (status.Message is { } message)
            {
                Console.Error.WriteLine(message);
            }
        };
        model.Use(choice);
        return model;
    }

    /// <summary>Notes what is asked of another model.</summary>
    private sealed class NotedModel(ILanguageModel inner) : ILanguageModel
    {
        public List<(GenerateRequest Request, int Prompt, int Completion)> Requests { get; } = [];

        public event EventHandler<EngineStatus>? StatusChanged
        {
            add { }
            remove { }
        }

        public Task<ModelInfo> GetInfoAsync(CancellationToken cancellationToken) => inner.GetInfoAsync(cancellationToken);

        public async Task<GenerateResult> GenerateAsync(GenerateRequest request, CancellationToken cancellationToken)
        {
            var result = await inner.GenerateAsync(request, cancellationToken);
            Requests.Add((request, result.PromptTokens, result.Hypotheses.Sum(h => h.Tokens.Length)));
            return result;
        }

        public Task WarmAsync(FillInPrompt prompt, CancellationToken cancellationToken) => Task.CompletedTask;

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }

    /// <summary>No model behind the server: a failure shows.</summary>
    private sealed class NoModel : ILanguageModel
    {
        public event EventHandler<EngineStatus>? StatusChanged
        {
            add { }
            remove { }
        }

        public Task<ModelInfo> GetInfoAsync(CancellationToken cancellationToken) => throw Unavailable();

        public Task<GenerateResult> GenerateAsync(GenerateRequest request, CancellationToken cancellationToken) => throw Unavailable();

        public Task WarmAsync(FillInPrompt prompt, CancellationToken cancellationToken) => throw Unavailable();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        private static LanguageModelUnavailableException Unavailable() => new("The server failed, and nothing answers in its place here.");
    }
}
