using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;
using SmolCode.CodeAnalysis;
using SmolCode.Completion;

namespace SmolCode.LanguageServer.Documents;

/// <summary>
/// Remembers the last answer: while the user types what one of its candidates says, the rest of it is the answer, and nothing is computed.
/// What was checked stays checked, since the text with the suggestion taken is the same.
/// </summary>
internal sealed class TypedInto
{
    private volatile Answer? last;

    /// <summary>This was answered.</summary>
    /// <param name="uri">The document.</param>
    /// <param name="text">Its text then.</param>
    /// <param name="position">The cursor in it.</param>
    /// <param name="result">The answer.</param>
    /// <param name="sent">What of it was sent, each with its id.</param>
    public void Remember(
        string uri,
        SourceText text,
        int position,
        CompletionResult result,
        IEnumerable<(Suggestion Suggestion, string Id)> sent
    )
    {
        var answer = new Answer(
            uri,
            text,
            position,
            result.Open,
            result.Hole?.Kind ?? HoleKind.Other,
            new(ReferenceEqualityComparer.Instance)
        );
        foreach (var (suggestion, id) in sent)
        {
            answer.FirstIds[suggestion] = id;
        }

        last = answer;
    }

    /// <summary>What is left of the candidates, and likely enough, at a place behind the letters typed since; empty: ask anew.</summary>
    /// <param name="uri">The document.</param>
    /// <param name="text">Its text now.</param>
    /// <param name="position">The cursor in it.</param>
    /// <param name="eagerness">What the user chose.</param>
    /// <param name="thresholdShift">See <see cref="CompletionOptions.ThresholdShift"/>.</param>
    public ImmutableArray<TypedIntoSuggestion> Rest(string uri, SourceText text, int position, Eagerness eagerness, double thresholdShift)
    {
        if (
            last is not { } answer
            || answer.Uri != uri
            || text.Length - answer.Text.Length is not (> 0 and var typed)
            || position != answer.Position + typed
            || !SuggestionRebase.IsTypedOn(answer.Position, answer.Text, text)
        )
        {
            return [];
        }

        return
        [
            .. answer
                .Open.After(typed, (t, r) => Rest(t, r) is not null, eagerness, thresholdShift)
                .Select(s =>
                {
                    var (rest, range) = Rest(s.Suggestion.Text, s.Suggestion.Range)!.Value;
                    return new TypedIntoSuggestion(
                        rest,
                        range,
                        s.Suggestion,
                        s.Probability,
                        answer.Kind,
                        answer.FirstIds.GetValueOrDefault(s.Suggestion)
                    );
                }),
        ];

        (string, TextSpan)? Rest(string t, TextSpan r) => SuggestionRebase.Rest(t, r, answer.Position, typed, text);
    }

    /// <summary>A candidate was sent for the first time only now that letters were typed.</summary>
    public void Sent(Suggestion suggestion, string id) => last?.FirstIds.TryAdd(suggestion, id);

    private sealed record Answer(
        string Uri,
        SourceText Text,
        int Position,
        OpenCandidates Open,
        HoleKind Kind,
        ConcurrentDictionary<Suggestion, string> FirstIds
    );
}
