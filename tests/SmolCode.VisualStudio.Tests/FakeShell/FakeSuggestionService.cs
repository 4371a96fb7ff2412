using System.ComponentModel.Composition;
using Microsoft.VisualStudio.Language.Proposals;
using Microsoft.VisualStudio.Language.Suggestions;
using Microsoft.VisualStudio.Text;

namespace SmolCode.VisualStudio.Tests.FakeShell;

/// <summary>
/// The editor's service that shows proposals: grey text behind the cursor, taken by a key, gone on with while it is typed. It tells of
/// them as Visual Studio's is documented to.
/// </summary>
[Export(typeof(SuggestionServiceBase))]
[Export]
internal sealed class FakeSuggestionService : SuggestionServiceBase
{
    private const string ProviderName = "IntelliCodeLineCompletions";

    private ProposalCollectionBase? proposals;
    private int index;
    private int taken;

    public override event EventHandler<ProposalDisplayedEventArgs>? ProposalDisplayed;

    public override event EventHandler<SuggestionAcceptedEventArgs>? SuggestionAccepted;

    public override event EventHandler<SuggestionDismissedEventArgs>? SuggestionDismissed;

    /// <summary>The text that is shown; null: none is.</summary>
    public string? Shown => Current?.Edits[0].ReplacementText[taken..];

    /// <summary>How many there are to choose from.</summary>
    public int Count => proposals?.Proposals.Count ?? 0;

    private ProposalBase? Current => proposals?.Proposals[index];

    /// <summary>Shows the first of some proposals.</summary>
    public void Show(FakeView view, ProposalCollectionBase? collection)
    {
        (proposals, index, taken) = (collection, 0, 0);
        Display(view);
    }

    /// <summary>Shows the next one, or the one before.</summary>
    public void Step(FakeView view, int by)
    {
        index = (index + by + Count) % Count;
        Display(view);
    }

    /// <summary>Takes all of what is shown.</summary>
    public void Accept(FakeView view)
    {
        var current = Current!;
        Insert(view, Shown!);
        (proposals, taken) = (null, 0);
        SuggestionAccepted?.Invoke(
            this,
            new SuggestionAcceptedEventArgs(ProviderName, view, current, current, ReasonForAccept.AcceptedByCommand)
        );
    }

    /// <summary>Takes a word; the rest is shown again.</summary>
    public void AcceptWord(FakeView view)
    {
        var word = Shown!.TakeWhile(char.IsLetterOrDigit).Count();
        Insert(view, Shown![..Math.Max(word, 1)]);
        taken += Math.Max(word, 1);
        Display(view);
    }

    /// <summary>Hides it.</summary>
    public void Dismiss(FakeView view)
    {
        var current = Current;
        proposals = null;
        SuggestionDismissed?.Invoke(
            this,
            new SuggestionDismissedEventArgs(ProviderName, view, current, current, ReasonForDismiss.DismissedAfterUserEscape)
        );
    }

    /// <summary>A character was typed. True: it is the next of what is shown, which goes on.</summary>
    public bool Typed(FakeView view, char typed)
    {
        if (Shown is not { Length: > 0 } shown || shown[0] != typed)
        {
            proposals = null;
            return false;
        }

        taken++;
        if (Shown.Length == 0)
        {
            var current = Current!;
            proposals = null;
            SuggestionAccepted?.Invoke(
                this,
                new SuggestionAcceptedEventArgs(ProviderName, view, current, current, ReasonForAccept.AcceptedByOvertype)
            );
        }

        return true;
    }

    /// <summary>Shows a proposal of somebody else.</summary>
    public void ShowOther(FakeView view)
    {
        var at = new SnapshotPoint(view.DocumentBuffer.CurrentSnapshot, view.Offset);
        var other = new Proposal(
            null,
            [new ProposedEdit(new SnapshotSpan(at, 0), "other")],
            new VirtualSnapshotPoint(at),
            proposalId: "17"
        );
        Show(view, new ProposalCollection("Other", [other]));
    }

    private void Display(FakeView view)
    {
        if (Current is { } current)
        {
            ProposalDisplayed?.Invoke(this, new ProposalDisplayedEventArgs(ProviderName, view, current));
        }
    }

    private void Insert(FakeView view, string text)
    {
        var edit = Current!.Edits[0];
        var replaced = taken == 0 ? edit.Span.Length : 0;
        ((FakeBuffer)view.DocumentBuffer).Replace(edit.Span.Start.Position + taken, replaced, text);
    }
}
