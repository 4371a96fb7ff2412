namespace Microsoft.VisualStudio.Language.Proposals;

[Flags]
public enum ProposalFlags
{
    None = 0,
    SingleTabToAccept = 1,
    QueueProposalRequestOnCommit = 2,
    ShowCommitHighlight = 4,
    SimulateBraceCompletion = 8,
    MoveCaretToEnd = 16,
    DisableInIntelliSense = 32,
    FormatAfterCommit = 64,
}
