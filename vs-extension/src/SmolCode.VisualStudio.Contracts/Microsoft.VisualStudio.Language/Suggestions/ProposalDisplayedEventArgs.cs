using Microsoft.VisualStudio.Language.Proposals;
using Microsoft.VisualStudio.Text.Editor;

namespace Microsoft.VisualStudio.Language.Suggestions;

public class ProposalDisplayedEventArgs(string providerName, ITextView view, ProposalBase proposal) : EventArgs
{
    public readonly string ProviderName = providerName;

    public readonly ITextView View = view;

    public readonly ProposalBase OriginalProposal = proposal;
}
