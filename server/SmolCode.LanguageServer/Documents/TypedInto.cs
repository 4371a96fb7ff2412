using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;
using SmolCode.Completion;

namespace SmolCode.LanguageServer.Documents;

/// <summary>
/// Remembers the suggestions that were answered last: while the user types what they say, the rest of them is the answer, and nothing is
/// computed. What was checked stays checked, since the text with the suggestion taken is the same.
/// </summary>
internal sealed class TypedInto
{
    private volatile Answer? last;

    /// <summary>These were answered.</summary>
    public void Remember(string uri, SourceText text, int position, ImmutableArray<Suggestion> suggestions) =>
        last = new Answer(uri, text, position, suggestions);

    /// <summary>What is left of them at a place behind the letters typed since; empty when it was something else that was typed.</summary>
    public ImmutableArray<(string Text, TextSpan Range)> Rest(string uri, SourceText text, int position)
    {
        if (last is not { } answer || answer.Uri != uri || text.Length - answer.Text.Length is not (> 0 and var typed))
        {
            return [];
        }

        return position != answer.Position + typed
            ? []
            :
            [
                .. answer
                    .Suggestions.Select(s => SuggestionRebase.Rebase(s.Text, s.Range, answer.Position, answer.Text, text))
                    .OfType<(string, TextSpan)>(),
            ];
    }

    private sealed record Answer(string Uri, SourceText Text, int Position, ImmutableArray<Suggestion> Suggestions);
}
