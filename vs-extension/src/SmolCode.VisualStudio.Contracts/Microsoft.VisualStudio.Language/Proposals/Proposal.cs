using Microsoft.VisualStudio.Text;

namespace Microsoft.VisualStudio.Language.Proposals;

public class Proposal : ProposalBase
{
    public Proposal(
        string? description,
        IReadOnlyList<ProposedEdit> edits,
        VirtualSnapshotPoint caret,
        CompletionState? completionState = null,
        ProposalFlags flags = ProposalFlags.None,
        Func<bool>? commitAction = null,
        string? proposalId = null,
        string? acceptText = null,
        string? nextText = null,
        NormalizedSnapshotSpanCollection? scope = null
    )
    {
        Description = description;
        Edits = edits;
        Caret = caret;
        CompletionState = completionState;
        Flags = flags;
        CommitAction = commitAction;
        ProposalId = proposalId;
    }

    public override string? Description { get; }

    public override IReadOnlyList<ProposedEdit> Edits { get; }

    public override VirtualSnapshotPoint Caret { get; }

    public override CompletionState? CompletionState { get; }

    public override ProposalFlags Flags { get; }

    public override Func<bool>? CommitAction { get; }

    public override string? ProposalId { get; }

    /// <summary>As the real one is documented to: null for edits that don't go with the completion list.</summary>
    public static ProposalBase? TryCreateProposal(
        string? description,
        IReadOnlyList<ProposedEdit> edits,
        VirtualSnapshotPoint caret,
        CompletionState? completionState = null,
        ProposalFlags flags = ProposalFlags.None,
        Func<bool>? commitAction = null,
        string? proposalId = null,
        string? acceptText = null,
        string? nextText = null,
        NormalizedSnapshotSpanCollection? scope = null
    )
    {
        if (completionState is not null)
        {
            var selected = completionState.ApplicableToSpan;
            if (edits.Any(e => e.Span.Start.Position < selected.End.Position && e.Span.End.Position > selected.Start.Position))
            {
                return null;
            }
        }

        return new Proposal(description, edits, caret, completionState, flags, commitAction, proposalId, acceptText, nextText, scope);
    }
}
