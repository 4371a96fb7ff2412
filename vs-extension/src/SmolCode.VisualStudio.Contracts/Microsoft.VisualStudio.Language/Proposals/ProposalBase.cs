using Microsoft.VisualStudio.Text;

namespace Microsoft.VisualStudio.Language.Proposals;

public abstract class ProposalBase
{
    public abstract string? Description { get; }

    public abstract IReadOnlyList<ProposedEdit> Edits { get; }

    public abstract VirtualSnapshotPoint Caret { get; }

    public abstract CompletionState? CompletionState { get; }

    public abstract ProposalFlags Flags { get; }

    public abstract Func<bool>? CommitAction { get; }

    public abstract string? ProposalId { get; }
}
