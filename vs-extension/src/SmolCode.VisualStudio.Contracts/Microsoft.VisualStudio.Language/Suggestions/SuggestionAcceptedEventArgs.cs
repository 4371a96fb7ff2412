using Microsoft.VisualStudio.Language.Proposals;
using Microsoft.VisualStudio.Text.Editor;

namespace Microsoft.VisualStudio.Language.Suggestions;

public class SuggestionAcceptedEventArgs(
    string providerName,
    ITextView view,
    ProposalBase originalProposal,
    ProposalBase finalProposal,
    ReasonForAccept reason
) : EventArgs
{
    public readonly string ProviderName = providerName;

    public readonly ITextView View = view;

    public readonly ProposalBase OriginalProposal = originalProposal;

    public readonly ProposalBase FinalProposal = finalProposal;

    public readonly ReasonForAccept Reason = reason;
}
