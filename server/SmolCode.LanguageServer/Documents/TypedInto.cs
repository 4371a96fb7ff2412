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
    /// <param name="uri">The document.</param>
    /// <param name="text">Its text then.</param>
    /// <param name="position">The cursor in it.</param>
    /// <param name="suggestions">The suggestions, each with the id that it was sent with; null: it was not.</param>
    public void Remember(string uri, SourceText text, int position, ImmutableArray<(Suggestion Suggestion, string? Id)> suggestions) =>
        last = new Answer(uri, text, position, suggestions);

    /// <summary>What is left of them at a place behind the letters typed since; empty when it was something else that was typed.</summary>
    public ImmutableArray<(string Text, TextSpan Range, Suggestion Suggestion, string? FirstId)> Rest(
        string uri,
        SourceText text,
        int position
    )
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
                    .Suggestions.Select(s =>
                        SuggestionRebase.Rebase(s.Suggestion.Text, s.Suggestion.Range, answer.Position, answer.Text, text)
                            is var (rest, range)
                            ? (rest, range, s.Suggestion, s.Id)
                            : ((string, TextSpan, Suggestion, string?)?)null
                    )
                    .OfType<(string, TextSpan, Suggestion, string?)>(),
            ];
    }

    private sealed record Answer(
        string Uri,
        SourceText Text,
        int Position,
        ImmutableArray<(Suggestion Suggestion, string? Id)> Suggestions
    );
}
