using Microsoft.VisualStudio.Text;

namespace Microsoft.VisualStudio.Language.Proposals;

public abstract class ProposalSourceBase : Microsoft.VisualStudio.Threading.IAsyncDisposable
{
    public abstract Task<ProposalCollectionBase?> RequestProposalsAsync(
        VirtualSnapshotPoint caret,
        CompletionState? completionState,
        ProposalScenario scenario,
        char triggeringCharacter,
        CancellationToken cancel
    );

    public virtual Task DisposeAsync() => Task.CompletedTask;
}
