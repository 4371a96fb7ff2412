namespace Microsoft.VisualStudio.Language.Proposals;

public abstract class ProposalCollectionBase
{
    public abstract string SourceName { get; }

    public abstract IReadOnlyList<ProposalBase> Proposals { get; }
}
