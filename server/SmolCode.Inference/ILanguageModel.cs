namespace SmolCode.Inference;

/// <summary>
/// A language model: prompts in, scored text out. Implemented by the local engine process and by a team's server.
/// Every method may be called from several threads; calls that cannot run together are queued.
/// </summary>
public interface ILanguageModel : IAsyncDisposable
{
    /// <summary>What is loaded and how fast it is. Starts the engine when it is not running.</summary>
    /// <exception cref="LanguageModelUnavailableException">The model cannot be had; the message says why and what to do.</exception>
    Task<ModelInfo> GetInfoAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Decodes continuations of <see cref="FillInPrompt.Prefix"/>. At the request's deadline what is ready is returned;
    /// on cancellation nothing keeps computing.
    /// </summary>
    /// <exception cref="LanguageModelUnavailableException">The model cannot be had; the message says why and what to do.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task<GenerateResult> GenerateAsync(GenerateRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// Log-probabilities of given continuations, evaluated together: what they begin with in common is evaluated once.
    /// </summary>
    /// <exception cref="NotSupportedException">This model offers none.</exception>
    /// <exception cref="LanguageModelUnavailableException">The model cannot be had; the message says why and what to do.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task<ScoreResult> ScoreAsync(ScoreRequest request, CancellationToken cancellationToken) =>
        throw new NotSupportedException("This model gives no log-probabilities of given texts.");

    /// <summary>Puts a prompt into the KV cache ahead of need. Yields at once to <see cref="GenerateAsync"/>.</summary>
    Task WarmAsync(FillInPrompt prompt, CancellationToken cancellationToken);

    /// <summary>
    /// Replaces, adds or removes files of the workspace whose n-grams requests may use (<see cref="GenerateRequest.Ngrams"/>). They are
    /// indexed in the background; done when the next request sees them. A model without such an index does nothing.
    /// </summary>
    Task UpdateNgramsAsync(IReadOnlyList<NgramDocument> documents, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>
    /// Raised when the model no longer knows the files that it was told by <see cref="UpdateNgramsAsync"/>, since a new engine runs:
    /// whoever told it tells it again. Nothing keeps their texts meanwhile.
    /// </summary>
    event EventHandler? NgramsLost
    {
        add { }
        remove { }
    }

    /// <summary>Raised when the engine is started, ready, lost or given up; see <see cref="EngineStatus"/>.</summary>
    event EventHandler<EngineStatus>? StatusChanged;
}
