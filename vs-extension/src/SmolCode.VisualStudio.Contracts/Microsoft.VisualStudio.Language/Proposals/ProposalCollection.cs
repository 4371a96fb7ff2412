namespace Microsoft.VisualStudio.Language.Proposals;

public class ProposalCollection(string sourceName, IReadOnlyList<ProposalBase> initialProposals) : ProposalCollectionBase
{
    public override string SourceName { get; } = sourceName;

    public override IReadOnlyList<ProposalBase> Proposals { get; } = initialProposals;
}
