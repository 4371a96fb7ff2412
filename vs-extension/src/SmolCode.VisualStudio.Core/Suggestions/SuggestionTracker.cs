using SmolCode.VisualStudio.Documents;

namespace SmolCode.VisualStudio.Suggestions;

/// <summary>
/// Follows suggestions by what the editor tells: which were shown, how the text and the cursor change, which were taken. More than one
/// character that appears at once and is the beginning of a suggestion was accepted from it; a single one was typed. The VS Code client
/// has a class of the same name and the same rules.
/// </summary>
public sealed class SuggestionTracker
{
    /// <summary>Suggestions whose acceptance may still be heard of after they are gone: the editor tells of it after the text.</summary>
    private const int Remembered = 64;

    private static readonly HashSet<string> Pairs = new(StringComparer.Ordinal) { "()", "[]", "{}", "\"\"", "''" };

    private readonly ISuggestionReport report;
    private readonly object gate = new();

    /// <summary>First ids of suggestions by every id that they had, and those in the order of their coming.</summary>
    private readonly Dictionary<string, string> firstIds = new(StringComparer.Ordinal);
    private readonly Queue<string> ids = new();
    private readonly Dictionary<string, ShownSuggestion> last = new(StringComparer.Ordinal);
    private ShownSuggestion? shown;

    /// <summary>A tracker that tells somebody.</summary>
    public SuggestionTracker(ISuggestionReport report) => this.report = report;

    /// <summary>The ids of the suggestions that are shown now, best first; empty when there are none.</summary>
    public IReadOnlyList<string> ShownIds
    {
        get
        {
            lock (gate)
            {
                return [.. (shown?.Alternatives ?? []).Select(a => a.Id)];
            }
        }
    }

    /// <summary>One of the suggestions of an offer is shown.</summary>
    public void Displayed(SuggestionOffer offer, string id)
    {
        lock (gate)
        {
            var alternatives = offer
                .Suggestions.Select(s => (s.Id, Beyond: Rest(offer, s)))
                .Where(s => s.Beyond is not null)
                .Select(s => new Alternative(s.Id, s.Beyond!))
                .ToList();
            if (alternatives.Find(a => a.Id == id) is not { } displayed)
            {
                return;
            }

            // Of one that was begun the editor shows what is left, under the id that it has: that is followed already.
            if (shown is { } begun && begun.Uri == offer.Uri && begun.Cursor > offer.Cursor && begun.Alternatives.Any(a => a.Id == id))
            {
                return;
            }

            // Next and previous show another alternative of the same offer, and typing the rest of what is shown: one suggestion to the user.
            var goesOn =
                shown is { } before
                && before.Uri == offer.Uri
                && before.Cursor == offer.Cursor
                && before.Alternatives.Any(a =>
                    a.Id == id
                    || a.Rest.StartsWith(displayed.Rest, StringComparison.Ordinal)
                    || displayed.Rest.StartsWith(a.Rest, StringComparison.Ordinal)
                );
            if (goesOn)
            {
                Keep(shown! with { Alternatives = alternatives });
                return;
            }

            End();
            Keep(new ShownSuggestion(offer.Uri, id, offer.Cursor, 0, false, alternatives));
            report.DidShow(id);
        }
    }

    /// <summary>A document changed.</summary>
    public void Changed(string uri, IReadOnlyList<TextChange> changes)
    {
        lock (gate)
        {
            if (shown is not { } before || before.Uri != uri || changes.Count == 0)
            {
                return;
            }

            var change = changes[0];
            if (changes.Count > 1 || change.Offset > before.Cursor || change.Offset + change.Length < before.Cursor)
            {
                End();
                return;
            }

            // An acceptance may write again what stands between the suggestion's start and the cursor.
            var known = before.Cursor - change.Offset;
            var (length, alternatives) = Follow(before, change.Text.Length > known ? change.Text.Substring(known) : "");
            if (alternatives.Count == 0)
            {
                End();
                return;
            }

            Keep(
                before with
                {
                    Cursor = before.Cursor + length,
                    Accepted = before.Accepted + (IsTaken(change.Text, known, length) ? length : 0),
                    Alternatives = alternatives,
                }
            );
            if (alternatives.All(a => a.Rest.Length == 0))
            {
                Finish(typedToTheEnd: true);
            }
        }
    }

    /// <summary>The cursor is somewhere.</summary>
    public void Moved(string uri, int cursor)
    {
        lock (gate)
        {
            if (shown is not null && (shown.Uri != uri || shown.Cursor != cursor))
            {
                End();
            }
        }
    }

    /// <summary>The suggestion, if there is one, can't be seen any more.</summary>
    public void Gone()
    {
        lock (gate)
        {
            End();
        }
    }

    /// <summary>All of a suggestion was taken.</summary>
    public void Accepted(string id)
    {
        lock (gate)
        {
            if (!firstIds.TryGetValue(id, out var first) || !last.TryGetValue(first, out var suggestion))
            {
                return;
            }

            if (!suggestion.IsReported)
            {
                var rest = suggestion.Alternatives.FirstOrDefault(a => a.Id == id)?.Rest ?? "";
                Report(suggestion, Math.Max(suggestion.Accepted + rest.Length, 1));
            }

            if (shown?.FirstId == first)
            {
                shown = null;
            }
        }
    }

    /// <summary>
    /// Whether a change that goes on with a suggestion was taken from it. Indentation is the editor's: it comes with the first character
    /// that is typed in virtual space.
    /// </summary>
    private static bool IsTaken(string text, int known, int length)
    {
        var indent = 0;
        while (indent < length && text[known + indent] is ' ' or '\t')
        {
            indent++;
        }

        return (indent > 1 || (indent == 1 && text[known] == '\t') ? length - indent : length) > 1;
    }

    private static string? Rest(SuggestionOffer offer, OfferedSuggestion suggestion)
    {
        if (suggestion.Start > offer.Cursor || suggestion.Start < offer.TextStart)
        {
            return null;
        }

        var typed = offer.Text.Substring(suggestion.Start - offer.TextStart);
        return suggestion.Text.Length > typed.Length && suggestion.Text.StartsWith(typed, StringComparison.OrdinalIgnoreCase)
            ? suggestion.Text.Substring(typed.Length)
            : null;
    }

    /// <summary>What an insertion makes of a suggestion; no alternatives when it is none of its text.</summary>
    private static (int Length, List<Alternative> Alternatives) Follow(ShownSuggestion before, string inserted)
    {
        // Typing "(" may insert "()": the closer is the editor's.
        string[] readings = Pairs.Contains(inserted) ? [inserted, inserted.Substring(0, 1)] : [inserted];
        foreach (var text in readings.Where(t => t.Length > 0))
        {
            var alternatives = before
                .Alternatives.Where(a => a.Rest.StartsWith(text, StringComparison.Ordinal))
                .Select(a => a with { Rest = a.Rest.Substring(text.Length) })
                .ToList();
            if (alternatives.Count > 0)
            {
                return (text.Length, alternatives);
            }
        }

        return (0, []);
    }

    private void End() => Finish(typedToTheEnd: false);

    private void Finish(bool typedToTheEnd)
    {
        if (shown is not { } before)
        {
            return;
        }

        shown = null;
        if (before.IsReported)
        {
            return;
        }

        if (before.Accepted > 0)
        {
            Report(before, before.Accepted);
        }
        else if (!typedToTheEnd)
        {
            last[before.FirstId] = before with { IsReported = true };
            report.DidReject(before.FirstId);
        }
    }

    private void Report(ShownSuggestion suggestion, int length)
    {
        last[suggestion.FirstId] = suggestion with { IsReported = true };
        report.DidAccept(suggestion.FirstId, length);
    }

    private void Keep(ShownSuggestion suggestion)
    {
        shown = suggestion;
        last[suggestion.FirstId] = suggestion;
        foreach (var alternative in suggestion.Alternatives)
        {
            if (!firstIds.ContainsKey(alternative.Id))
            {
                ids.Enqueue(alternative.Id);
            }

            firstIds[alternative.Id] = suggestion.FirstId;
        }

        while (ids.Count > Remembered)
        {
            var forgotten = ids.Dequeue();
            var first = firstIds[forgotten];
            firstIds.Remove(forgotten);
            if (!firstIds.ContainsValue(first))
            {
                last.Remove(first);
            }
        }
    }
}
