using System.Collections.Concurrent;
using Microsoft.CodeAnalysis.Text;
using SmolCode.CodeAnalysis;
using SmolCode.Completion;

namespace SmolCode.LanguageServer.Documents;

/// <summary>What is left of a candidate that is typed into.</summary>
/// <param name="Text">The text from the cursor on.</param>
/// <param name="Range">What it replaces.</param>
/// <param name="Whole">The candidate as it was answered.</param>
/// <param name="Probability">How likely it is now that letters were typed.</param>
/// <param name="IsBack">Nothing stands of it: the user came back to the place of the answer, and it is shown once more.</param>
/// <param name="Kind">The kind of the place that it was answered for.</param>
/// <param name="HadFullPrompt">See <see cref="CompletionResult.HadFullPrompt"/>.</param>
/// <param name="Ids">The ids that the answer's candidates were sent with first.</param>
internal sealed record TypedIntoSuggestion(
    string Text,
    TextSpan Range,
    Suggestion Whole,
    double Probability,
    bool IsBack,
    HoleKind Kind,
    bool HadFullPrompt,
    ConcurrentDictionary<Suggestion, string> Ids
)
{
    /// <summary>The id of the suggestion that it is the rest of; null: it is shown for the first time, or once more.</summary>
    public string? FirstId => IsBack ? null : Ids.GetValueOrDefault(Whole);
}
