using SmolCode.Inference;

namespace SmolCode.LanguageServer.Tests;

/// <summary>A model that is there (or not), and whose engine's life a test tells. Never generates: completion is faked above it.</summary>
internal sealed class FakeModel : ILanguageModel
{
    /// <summary>Thrown instead of information.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Called when information is asked for.</summary>
    public Action Asked { get; set; } = static () => { };

    /// <summary>Awaited before information is given.</summary>
    public Task Before { get; set; } = Task.CompletedTask;

    public event EventHandler<EngineStatus>? StatusChanged;

    public void Raise(EngineState state, string? message = null) => StatusChanged?.Invoke(this, new EngineStatus(state, message));

    public async Task<ModelInfo> GetInfoAsync(CancellationToken cancellationToken)
    {
        Asked();
        await Before.WaitAsync(cancellationToken);
        if (Failure is not null)
        {
            throw Failure;
        }

        return new ModelInfo
        {
            Name = "Fake",
            File = "fake.gguf",
            Layout = "Q8_0",
            ContextLength = 8192,
            VocabularySize = 49152,
            Format = FillInFormat.Adapter,
            Threads = 2,
            PrefillTokensPerSecond = 500,
            DecodeTokensPerSecond = 100,
        };
    }

    public Task<GenerateResult> GenerateAsync(GenerateRequest request, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("The fake model does not generate.");

    public Task WarmAsync(FillInPrompt prompt, CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
