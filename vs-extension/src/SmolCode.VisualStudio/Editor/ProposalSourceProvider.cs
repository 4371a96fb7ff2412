using System.ComponentModel.Composition;
using Microsoft.VisualStudio.Language.Proposals;
using Microsoft.VisualStudio.Language.Suggestions;
using Microsoft.VisualStudio.Text.Editor;
using Microsoft.VisualStudio.Utilities;

namespace SmolCode.VisualStudio.Editor;

/// <summary>Where the editor finds the source of proposals, and where the client hears what became of them.</summary>
[Export(typeof(ProposalSourceProviderBase))]
[Name(Name)]
[Order(Before = "InlineCSharpProposalSourceProvider")]
[Order(Before = "Highest Priority")]
[ContentType("CSharp")]
internal sealed class ProposalSourceProvider : ProposalSourceProviderBase
{
    public const string Name = "SmolCode";

    private readonly EditorClient editor;

    [ImportingConstructor]
    public ProposalSourceProvider(EditorClient editor, SuggestionServiceBase suggestions)
    {
        this.editor = editor;
        // Both live as long as Visual Studio.
        suggestions.ProposalDisplayed += OnDisplayed;
        suggestions.SuggestionAccepted += OnAccepted;
        suggestions.SuggestionDismissed += OnDismissed;
    }

    public override Task<ProposalSourceBase?> GetProposalSourceAsync(ITextView view, CancellationToken cancel) =>
        Task.FromResult<ProposalSourceBase?>(view.Properties.GetOrCreateSingletonProperty(() => new ProposalSource(editor)));

    private void OnDisplayed(object sender, ProposalDisplayedEventArgs e)
    {
        if (ProposalSource.SuggestionOf(e.OriginalProposal) is { } id)
        {
            editor.Client.Suggestions.Displayed(id);
        }
    }

    private void OnAccepted(object sender, SuggestionAcceptedEventArgs e)
    {
        // One that was typed to its end is not taken; the text has said so already.
        if (e.Reason == ReasonForAccept.AcceptedByCommand && ProposalSource.SuggestionOf(e.FinalProposal ?? e.OriginalProposal) is { } id)
        {
            editor.Client.Suggestions.Accepted(id);
        }
    }

    private void OnDismissed(object sender, SuggestionDismissedEventArgs e)
    {
        if (ProposalSource.SuggestionOf(e.FinalProposal ?? e.OriginalProposal) is not null)
        {
            editor.Client.Suggestions.Dismissed();
        }
    }
}
