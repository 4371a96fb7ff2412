using SmolCode.Inference;

namespace SmolCode.Explanation.Tests;

/// <summary>A model that answers what a test tells it to, and keeps what it was asked.</summary>
internal sealed class ScriptedModel(params string[] answers) : ILanguageModel
{
    public List<GenerateRequest> Requests { get; } = [];

    /// <summary>Thrown instead of answering.</summary>
    public Exception? Failure { get; init; }

    /// <summary>Awaited before answering.</summary>
    public Task Before { get; init; } = Task.CompletedTask;

    public event EventHandler<EngineStatus>? StatusChanged
    {
        add { }
        remove { }
    }

    public Task<ModelInfo> GetInfoAsync(CancellationToken cancellationToken) => throw new InvalidOperationException("Nobody asks.");

    public async Task<GenerateResult> GenerateAsync(GenerateRequest request, CancellationToken cancellationToken)
    {
        Requests.Add(request);
        await Before.WaitAsync(cancellationToken);
        return Failure is not null
            ? throw Failure
            : new GenerateResult
            {
                Hypotheses = [.. answers.Select(a => new Hypothesis(a, -1, [], FinishReason.EndOfText))],
                PromptTokens = 100,
                ReusedTokens = 0,
                PrefillMs = 1,
                DecodeMs = 1,
            };
    }

    public Task WarmAsync(FillInPrompt prompt, CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
