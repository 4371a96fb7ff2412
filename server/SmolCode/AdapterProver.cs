using Microsoft.Extensions.Logging.Abstractions;
using SmolCode.Evaluation.Proof;
using SmolCode.Inference;

namespace SmolCode;

/// <summary>Proves an adapter that was trained here, before it is offered, and keeps the report beside it.</summary>
internal static class AdapterProver
{
    /// <summary>Completes holes with both adapters.</summary>
    /// <param name="session">With the workspace open.</param>
    /// <param name="workspace">Absolute path of what is open.</param>
    /// <param name="before">What the new adapter comes from, and what would be used without it.</param>
    /// <param name="after">The new one; its file is there.</param>
    /// <param name="holes">Files that nothing was learned from.</param>
    /// <param name="heldOutFolders">Their folders, for the report.</param>
    /// <param name="progress">Completions done, and all.</param>
    /// <param name="cancellationToken">Ends it; nothing is written then.</param>
    /// <exception cref="Evaluation.EvaluationException">No hole can be made, or a model cannot be had.</exception>
    /// <exception cref="ModelFileException">There is no such adapter.</exception>
    public static async Task<ProofReport> ProveAsync(
        Session session,
        string workspace,
        ModelChoice before,
        ModelChoice after,
        ProofHoles holes,
        IEnumerable<string> heldOutFolders,
        IProgress<(int Done, int Total)>? progress,
        CancellationToken cancellationToken
    )
    {
        var store = new ModelStore(UserFolders.ForThisUser(), NullLogger<ModelStore>.Instance);
        var adapter = store.Find(after.Adapter ?? throw new ArgumentException("There is no adapter to prove.", nameof(after)));
        var sha = await ProofFile.HashAsync(adapter.Path, cancellationToken);
        var report = await new AdapterProof(session.Workspace, NullLoggerFactory.Instance).RunAsync(
            new ProofSubject(
                workspace,
                before.Adapter ?? before.Model,
                adapter.Name,
                sha,
                [.. heldOutFolders],
                TimeProvider.System.GetUtcNow()
            ),
            holes,
            () => Engines.CreateFor(before, NullLoggerFactory.Instance),
            () => Engines.CreateFor(after, NullLoggerFactory.Instance),
            progress,
            cancellationToken
        );
        await ProofFile.WriteAsync(adapter.Path, report, cancellationToken);
        return report;
    }
}
