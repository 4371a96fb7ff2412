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
/// <param name="Kind">The kind of the place that it was answered for.</param>
/// <param name="Ids">The ids that the answer's candidates were sent with first.</param>
internal sealed record TypedIntoSuggestion(
    string Text,
    TextSpan Range,
    Suggestion Whole,
    double Probability,
    HoleKind Kind,
    ConcurrentDictionary<Suggestion, string> Ids
)
{
    /// <summary>The id that it was sent with first; null: it was not sent yet.</summary>
    public string? FirstId => Ids.GetValueOrDefault(Whole);
}
