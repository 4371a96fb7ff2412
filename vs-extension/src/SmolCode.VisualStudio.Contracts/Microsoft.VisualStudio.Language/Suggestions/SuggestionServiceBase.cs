namespace Microsoft.VisualStudio.Language.Suggestions;

public abstract class SuggestionServiceBase
{
#pragma warning disable CS0067 // Raised by Visual Studio's implementation, which overrides them.
    public virtual event EventHandler<ProposalDisplayedEventArgs>? ProposalDisplayed;

    public virtual event EventHandler<SuggestionAcceptedEventArgs>? SuggestionAccepted;

    public virtual event EventHandler<SuggestionDismissedEventArgs>? SuggestionDismissed;
#pragma warning restore CS0067
}
