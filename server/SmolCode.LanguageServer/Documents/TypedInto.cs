using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;
using SmolCode.CodeAnalysis;
using SmolCode.Completion;

namespace SmolCode.LanguageServer.Documents;

/// <summary>
/// Remembers the last answers: while the user types what one of their candidates says, the rest of it is the answer, and nothing is computed;
/// nor is it where they come back to the place of one, by backspace or undo. What was checked stays checked, since the text with the
/// suggestion taken is the same.
/// </summary>
internal sealed class TypedInto
{
    /// <summary>Answers that are remembered: a slip and what it is corrected to ask several times.</summary>
    private const int Remembered = 4;

    private readonly Lock gate = new();

    // The newest first.
    private ImmutableList<Answer> answers = [];

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
        var ids = new ConcurrentDictionary<Suggestion, string>(ReferenceEqualityComparer.Instance);
        foreach (var (suggestion, id) in sent)
        {
            ids[suggestion] = id;
        }

        lock (gate)
        {
            answers =
            [
                new Answer(uri, text, position, result.Open, result.Hole?.Kind ?? HoleKind.Other, ids),
                .. answers.Take(Remembered - 1),
            ];
        }
    }

    /// <summary>
    /// What is left of an answer's candidates at a place behind what was typed since: those that were sent, as they stay true, and those that
    /// are likely enough now. Empty: ask anew.
    /// </summary>
    /// <param name="uri">The document.</param>
    /// <param name="text">Its text now.</param>
    /// <param name="position">The cursor in it.</param>
    /// <param name="eagerness">What the user chose.</param>
    /// <param name="thresholdShift">See <see cref="CompletionOptions.ThresholdShift"/>.</param>
    public ImmutableArray<TypedIntoSuggestion> Rest(string uri, SourceText text, int position, Eagerness eagerness, double thresholdShift)
    {
        ImmutableList<Answer> known;
        lock (gate)
        {
            known = answers;
        }

        foreach (var answer in known)
        {
            if (
                answer.Uri == uri
                && SuggestionRebase.TypedOn(answer.Position, position, answer.Text, text) is { } closers
                && answer.Rest(text, position, closers, eagerness, thresholdShift) is { IsEmpty: false } rest
            )
            {
                return rest;
            }
        }

        return [];
    }

    /// <summary>The answers may not hold any more.</summary>
    public void Forget()
    {
        lock (gate)
        {
            answers = [];
        }
    }

    private sealed record Answer(
        string Uri,
        SourceText Text,
        int Position,
        OpenCandidates Open,
        HoleKind Kind,
        ConcurrentDictionary<Suggestion, string> Ids
    )
    {
        public ImmutableArray<TypedIntoSuggestion> Rest(
            SourceText text,
            int position,
            int closers,
            Eagerness eagerness,
            double thresholdShift
        )
        {
            var typed = text.ToString(TextSpan.FromBounds(Position, position));
            return
            [
                .. Open.After(typed, (t, r) => Of(t, r)?.Text.Length, eagerness, thresholdShift)
                    .Where(s => s.IsLikely || Ids.ContainsKey(s.Suggestion))
                    .Select(s =>
                    {
                        var (left, range) = Of(s.Suggestion.Text, s.Suggestion.Range)!.Value;
                        return new TypedIntoSuggestion(left, range, s.Suggestion, s.Probability, Kind, Ids);
                    }),
            ];

            (string Text, TextSpan Range)? Of(string t, TextSpan r) => SuggestionRebase.Rest(t, r, Position, typed.Length, closers, text);
        }
    }
}
