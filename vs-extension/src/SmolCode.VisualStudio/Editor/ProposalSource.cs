using Microsoft.VisualStudio.Language.Proposals;
using Microsoft.VisualStudio.Text;
using SmolCode.VisualStudio.Suggestions;

namespace SmolCode.VisualStudio.Editor;

/// <summary>Hands the client's suggestions to the editor, which shows them, goes on with them while they are typed, and puts them in.</summary>
internal sealed class ProposalSource : ProposalSourceBase
{
    /// <summary>Begins the ids of this source's proposals, so that they are told from those of others.</summary>
    private const string IdPrefix = "SmolCode:";

    private readonly EditorClient editor;

    public ProposalSource(EditorClient editor) => this.editor = editor;

    /// <summary>The suggestion that a proposal is; null when it is another source's.</summary>
    public static string? SuggestionOf(ProposalBase? proposal) =>
        proposal?.ProposalId is { } id && id.StartsWith(IdPrefix, StringComparison.Ordinal) ? id.Substring(IdPrefix.Length) : null;

    public override async Task<ProposalCollectionBase?> RequestProposalsAsync(
        VirtualSnapshotPoint caret,
        CompletionState? completionState,
        ProposalScenario scenario,
        char triggeringCharacter,
        CancellationToken cancel
    )
    {
        var snapshot = caret.Position.Snapshot;
        if (editor.Find(snapshot.TextBuffer) is not { } document || document.VersionOf(snapshot) is not { } version)
        {
            // The text is another by now, and so will be the next request.
            return null;
        }

        // Soft: the item is put in only when it is asked for, so typing goes on as if there were no list.
        var list = completionState is { IsSoftSelection: false } ? completionState : null;
        var selected = list is null
            ? null
            : new SelectedCompletion(list.ApplicableToSpan.Start.Position, list.ApplicableToSpan.End.Position, list.SelectedItem);
        var request = new SuggestionRequest(
            document.Uri,
            new SnapshotLines(snapshot),
            caret.Position.Position,
            scenario == ProposalScenario.ExplicitInvocation,
            selected,
            version
        );
        var offer = await editor.Client.Suggestions.RequestAsync(request, cancel);
        var proposals = (offer?.Suggestions ?? [])
            .Select(s => (s.Id, Text: ProposedText.Of(offer!, s, selected, caret.VirtualSpaces)))
            .Where(p => p.Text is not null)
            .Select(p =>
                Proposal.TryCreateProposal(
                    null,
                    [new ProposedEdit(new SnapshotSpan(snapshot, p.Text!.Start, p.Text.Length), p.Text.Text)],
                    caret,
                    list,
                    ProposalFlags.SingleTabToAccept | ProposalFlags.ShowCommitHighlight,
                    proposalId: IdPrefix + p.Id
                )
            )
            .OfType<ProposalBase>()
            .ToList();
        return proposals.Count == 0 ? null : new ProposalCollection(ProposalSourceProvider.Name, proposals);
    }
}
