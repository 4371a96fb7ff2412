using System.Collections.Immutable;
using SmolCode.Inference;

namespace SmolCode.Completion.Tests;

/// <summary>A model that answers what a test tells it to, and keeps what it was asked.</summary>
internal sealed class ScriptedModel(params (string Text, double LogProbability)[] hypotheses) : ILanguageModel
{
    private readonly TaskCompletionSource<FillInPrompt> firstWarmed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public List<GenerateRequest> Requests { get; } = [];

    public List<FillInPrompt> Warmed { get; } = [];

    /// <summary>The first prompt that was warmed, once it was.</summary>
    public Task<FillInPrompt> FirstWarmed => firstWarmed.Task;

    /// <summary>Files whose n-grams were sent, in order.</summary>
    public List<NgramDocument> Ngrams { get; } = [];

    /// <summary>Thrown instead of taking n-grams.</summary>
    public Exception? NgramFailure { get; set; }

    /// <summary>Answers a request instead of the hypotheses that the model was made with.</summary>
    public Func<GenerateRequest, (string Text, double LogProbability)[]>? Answer { get; init; }

    /// <summary>Log-probability of a text that is scored; null: this model scores nothing.</summary>
    public Func<string, double>? Scores { get; init; }

    /// <summary>Thrown instead of answering.</summary>
    public Exception? Failure { get; init; }

    /// <summary>Awaited before anything is known of the model.</summary>
    public Task Started { get; init; } = Task.CompletedTask;

    /// <summary>Awaited before answering.</summary>
    public Task Before { get; init; } = Task.CompletedTask;

    public static ModelInfo Info { get; } =
        new()
        {
            Name = "Scripted",
            File = "scripted.gguf",
            Layout = "Q8_0",
            ContextLength = 8192,
            VocabularySize = 49152,
            Format = FillInFormat.Adapter,
            Threads = 2,
            PrefillTokensPerSecond = 500,
            DecodeTokensPerSecond = 100,
        };

    public event EventHandler<EngineStatus>? StatusChanged
    {
        add { }
        remove { }
    }

    public Task<ScoreResult> ScoreAsync(ScoreRequest request, CancellationToken cancellationToken) =>
        Scores is null
            ? throw new NotSupportedException()
            : Task.FromResult(
                new ScoreResult
                {
                    Scores =
                    [
                        .. request.Continuations.Select(t => new ContinuationScore(Scores(t), [new TokenScore(t.Length, Scores(t))])),
                    ],
                    PromptTokens = 1,
                    ReusedTokens = 1,
                    EvaluatedTokens = 1,
                    PrefillMs = 0,
                    ScoreMs = 0,
                }
            );

    public async Task<GenerateResult> GenerateAsync(GenerateRequest request, CancellationToken cancellationToken)
    {
        Requests.Add(request);
        await Before.WaitAsync(cancellationToken);
        if (Failure is not null)
        {
            throw Failure;
        }

        return new GenerateResult
        {
            Hypotheses =
            [
                .. (Answer?.Invoke(request) ?? hypotheses).Select(h => new Hypothesis(
                    h.Text,
                    h.LogProbability,
                    [.. Tokens(h.Text, h.LogProbability)],
                    FinishReason.EndOfText
                )),
            ],
            PromptTokens = 100,
            ReusedTokens = 60,
            PrefillMs = 1,
            DecodeMs = 1,
        };
    }

    public async Task<ModelInfo> GetInfoAsync(CancellationToken cancellationToken)
    {
        await Started.WaitAsync(cancellationToken);
        return Failure is null ? Info : throw Failure;
    }

    public Task WarmAsync(FillInPrompt prompt, CancellationToken cancellationToken)
    {
        Warmed.Add(prompt);
        firstWarmed.TrySetResult(prompt);
        return Task.CompletedTask;
    }

    public Task UpdateNgramsAsync(IReadOnlyList<NgramDocument> documents, CancellationToken cancellationToken)
    {
        if (NgramFailure is not null)
        {
            throw NgramFailure;
        }

        Ngrams.AddRange(documents);
        return Task.CompletedTask;
    }

    public event EventHandler? NgramsLost;

    /// <summary>As if a new engine had been started.</summary>
    public void LoseNgrams()
    {
        Ngrams.Clear();
        NgramsLost?.Invoke(this, EventArgs.Empty);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>One token a character, the log-probability shared evenly.</summary>
    private static ImmutableArray<TokenScore> Tokens(string text, double logProbability) =>
        [.. Enumerable.Range(1, text.Length).Select(i => new TokenScore(i, logProbability / text.Length))];
}
