using System.Collections.Immutable;

namespace SmolCode.Inference.Tests;

/// <summary>The local model where only it matters what it is asked, and when.</summary>
internal sealed class LocalModelDouble : ILanguageModel
{
    public List<GenerateRequest> Requests { get; } = [];

    public List<NgramDocument> Ngrams { get; } = [];

    public bool IsDisposed { get; private set; }

    public event EventHandler<EngineStatus>? StatusChanged;

    public void Raise(EngineState state, string? message) => StatusChanged?.Invoke(this, new EngineStatus(state, message));

    public Task<ModelInfo> GetInfoAsync(CancellationToken cancellationToken) =>
        Task.FromResult(
            new ModelInfo
            {
                Name = "Local",
                File = "local.gguf",
                Layout = "Q8_0",
                ContextLength = 8192,
                VocabularySize = 1,
                Format = FillInFormat.Plain,
                Threads = 1,
                PrefillTokensPerSecond = 1,
                DecodeTokensPerSecond = 1,
            }
        );

    public Task<GenerateResult> GenerateAsync(GenerateRequest request, CancellationToken cancellationToken)
    {
        Requests.Add(request);
        return Task.FromResult(
            new GenerateResult
            {
                Hypotheses = [new Hypothesis("local", -1, ImmutableArray<TokenScore>.Empty, FinishReason.Stop)],
                PromptTokens = 1,
                ReusedTokens = 0,
                PrefillMs = 0,
                DecodeMs = 0,
            }
        );
    }

    public Task WarmAsync(FillInPrompt prompt, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task UpdateNgramsAsync(IReadOnlyList<NgramDocument> documents, CancellationToken cancellationToken)
    {
        Ngrams.AddRange(documents);
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        return ValueTask.CompletedTask;
    }
}
