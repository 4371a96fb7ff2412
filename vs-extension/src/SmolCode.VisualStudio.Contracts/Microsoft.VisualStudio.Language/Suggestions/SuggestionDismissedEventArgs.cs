using Microsoft.VisualStudio.Language.Proposals;
using Microsoft.VisualStudio.Text.Editor;

namespace Microsoft.VisualStudio.Language.Suggestions;

public class SuggestionDismissedEventArgs(
    string providerName,
    ITextView view,
    ProposalBase? originalProposal,
    ProposalBase? finalProposal,
    ReasonForDismiss reason
) : EventArgs
{
    public readonly string ProviderName = providerName;

    public readonly ITextView View = view;

    public readonly ProposalBase? OriginalProposal = originalProposal;

    public readonly ProposalBase? FinalProposal = finalProposal;

    public readonly ReasonForDismiss Reason = reason;
}
