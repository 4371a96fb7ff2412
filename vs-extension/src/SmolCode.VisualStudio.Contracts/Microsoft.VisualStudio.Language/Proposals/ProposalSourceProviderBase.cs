using Microsoft.VisualStudio.Text.Editor;

namespace Microsoft.VisualStudio.Language.Proposals;

public abstract class ProposalSourceProviderBase
{
    public abstract Task<ProposalSourceBase?> GetProposalSourceAsync(ITextView view, CancellationToken cancel);
}
