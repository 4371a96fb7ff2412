using Microsoft.Extensions.Logging;
using SmolCode.CodeAnalysis;
using SmolCode.Completion;
using SmolCode.Inference;

namespace SmolCode.Evaluation.Proof;

/// <summary>
/// Completes the same holes with two models, one after the other, each with everything that the product does: facts, similar code and n-grams
/// of the whole workspace, checks, repairs, order. No deadline.
/// </summary>
/// <param name="workspace">The workspace that the holes' files belong to, open and indexed.</param>
/// <param name="loggers">For the logs.</param>
public sealed class AdapterProof(CodeWorkspace workspace, ILoggerFactory loggers)
{
    /// <summary>Runs the proof.</summary>
    /// <param name="subject">What is proven.</param>
    /// <param name="holes">Where.</param>
    /// <param name="before">Makes the model with the adapter that is compared with; it is disposed before the other one is made.</param>
    /// <param name="after">Makes the model with the new adapter.</param>
    /// <param name="progress">Called after each completion with the number of completions done, and that of all.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="EvaluationException">No hole can be made, or a model cannot be had.</exception>
    public async Task<ProofReport> RunAsync(
        ProofSubject subject,
        ProofHoles holes,
        Func<ILanguageModel> before,
        Func<ILanguageModel> after,
        IProgress<(int Done, int Total)>? progress,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(holes);
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var rows = holes.Make(cancellationToken);
        var first = await CompleteAsync(before, 0);
        var second = await CompleteAsync(after, rows.Count);
        return ProofReport.Of(subject, first, second);

        async Task<EvaluationReport> CompleteAsync(Func<ILanguageModel> create, int done)
        {
            await using var model = create();
            await using var ngrams = new WorkspaceNgrams(model, workspace, loggers);
            ngrams.Begin();
            await ngrams.WhenSentAsync(cancellationToken);
            return await new Evaluator(new CompletionService(model, workspace, loggers), workspace).RunAsync(
                rows,
                holes.Root,
                new CompletionOptions { Policy = CompletionPolicy.Full, CheckAll = true },
                progress is null ? null : new Completions(progress, done, rows.Count * 2),
                cancellationToken
            );
        }
    }

    private sealed class Completions(IProgress<(int Done, int Total)> progress, int before, int total) : IProgress<int>
    {
        public void Report(int value) => progress.Report((before + value, total));
    }
}
