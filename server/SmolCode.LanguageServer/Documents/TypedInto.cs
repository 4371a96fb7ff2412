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
    private int generation;

    /// <summary>Counts how often anything was forgotten: an answer that was begun before is not remembered.</summary>
    public int Generation
    {
        get
        {
            lock (gate)
            {
                return generation;
            }
        }
    }

    /// <summary>This was answered.</summary>
    /// <param name="begun"><see cref="Generation"/> when it was begun.</param>
    /// <param name="document">The document as it was.</param>
    /// <param name="position">The cursor in it.</param>
    /// <param name="selected">The item that was selected in the editor's list, which the answer goes on from; null: none.</param>
    /// <param name="result">The answer.</param>
    /// <param name="byHand">It was asked for by hand: it is gone on with, but not repeated.</param>
    /// <param name="sent">What of it was sent, each with its id.</param>
    public void Remember(
        int begun,
        OpenDocument document,
        int position,
        string? selected,
        CompletionResult result,
        bool byHand,
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
            if (begun == generation)
            {
                // Not the result itself: its hole would keep a compilation alive.
                var kind = result.Hole?.Kind ?? HoleKind.Other;
                var answer = new Answer(document, position, selected, result.Open, kind, result.HadFullPrompt, byHand, ids);
                answers = [answer, .. answers.Take(Remembered - 1)];
            }
        }
    }

    /// <summary>
    /// What is left of an answer's candidates at a place behind what was typed since: those that were sent, as they stay true, and those that
    /// are likely enough now. Empty: ask anew.
    /// </summary>
    /// <param name="uri">The document.</param>
    /// <param name="text">Its text now.</param>
    /// <param name="position">The cursor in it.</param>
    /// <param name="options">What is asked for.</param>
    public ImmutableArray<TypedIntoSuggestion> Rest(string uri, SourceText text, int position, CompletionOptions options)
    {
        ImmutableList<Answer> known;
        lock (gate)
        {
            known = answers;
        }

        foreach (var answer in known)
        {
            if (
                answer.Document.Uri == uri
                && !(position == answer.Position && !answer.MayBeRepeated(options.RequiredPrefix))
                && SuggestionRebase.TypedOn(answer.Position, position, answer.Document.Text, text) is { } closers
                && answer.Rest(text, position, closers, options) is { IsEmpty: false } rest
            )
            {
                return rest;
            }
        }

        return [];
    }

    /// <summary>The answers may not hold any more.</summary>
    /// <param name="changed">Absolute paths of the files that changed: a document's own text is known anyway. Null: all may have.</param>
    public void Forget(IReadOnlyCollection<string>? changed = null)
    {
        lock (gate)
        {
            generation++;
            answers = changed is null ? [] : answers.RemoveAll(a => changed.Any(path => !a.Document.HasPath(path)));
        }
    }

    private sealed record Answer(
        OpenDocument Document,
        int Position,
        string? Selected,
        OpenCandidates Open,
        HoleKind Kind,
        bool HadFullPrompt,
        bool ByHand,
        ConcurrentDictionary<Suggestion, string> Ids
    )
    {
        /// <summary>Where nothing was typed since: not what was asked for by hand, nor what goes on from another item than the selected one.</summary>
        public bool MayBeRepeated(string? selected) => !ByHand && (Selected is null || Selected == selected);

        public ImmutableArray<TypedIntoSuggestion> Rest(SourceText text, int position, int closers, CompletionOptions options)
        {
            var typed = text.ToString(TextSpan.FromBounds(Position, position));
            var rests = ImmutableArray.CreateBuilder<TypedIntoSuggestion>();
            foreach (
                var (suggestion, probability, isLikely) in Open.After(
                    typed,
                    (t, r) => Of(t, r)?.Text.Length,
                    options.Eagerness,
                    options.ThresholdShift
                )
            )
            {
                // How likely something is that goes on from an item says nothing of the item: what was shown stays, no more.
                if (
                    (Ids.ContainsKey(suggestion) || (isLikely && Selected is null))
                    && Of(suggestion.Text, suggestion.Range) is var (left, replaced)
                    && SelectedItem.Extend(left, replaced, options, text) is var (rest, range)
                )
                {
                    rests.Add(new TypedIntoSuggestion(rest, range, suggestion, probability, typed.Length == 0, Kind, HadFullPrompt, Ids));
                }
            }

            return rests.ToImmutable();

            (string Text, TextSpan Range)? Of(string t, TextSpan r) => SuggestionRebase.Rest(t, r, Position, typed.Length, closers, text);
        }
    }
}
