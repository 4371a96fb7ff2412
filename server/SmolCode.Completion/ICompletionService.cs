using SmolCode.CodeAnalysis;

namespace SmolCode.Completion;

/// <summary>Inline completion: from a document snapshot and a position to checked suggestions.</summary>
public interface ICompletionService
{
    /// <summary>Suggestions at a position. Never throws for anything that the document or the model does; the result says why it is empty.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task<CompletionResult> CompleteAsync(
        DocumentSnapshot snapshot,
        int position,
        CompletionOptions options,
        CancellationToken cancellationToken
    );

    /// <summary>Prepares for a completion at the position: the prompt goes into the KV cache. Yields to completions.</summary>
    Task WarmAsync(DocumentSnapshot snapshot, int position, CompletionOptions options, CancellationToken cancellationToken);
}
