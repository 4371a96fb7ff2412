using Microsoft.CodeAnalysis.Text;
using SmolCode.LanguageServer.Documents;

namespace SmolCode.LanguageServer.Statistics;

/// <summary>
/// Follows suggestions from the editor's notifications and edits to rows of the log. All in memory: what is
/// written, and when, is <see cref="LocalLog"/>'s business.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="isOn">The user lets suggestions be logged. While not, nothing is followed, and what was is forgotten.</param>
internal sealed class SuggestionFollower(TimeProvider time, Func<bool> isOn)
{
    /// <summary>Ids that wait to be shown. An editor shows one of an answer's, at once or never.</summary>
    private const int MostWaiting = 128;

    private readonly Lock gate = new();
    private readonly Dictionary<string, FollowedSuggestion> followed = new(StringComparer.Ordinal);
    private readonly Queue<string> order = [];
    private readonly Dictionary<string, SourceText> texts = new(StringComparer.Ordinal);
    private readonly Dictionary<long, LoggedSuggestion> written = [];

    /// <summary>A suggestion was sent.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="document">The document, as it was when the suggestion was made for it.</param>
    /// <param name="offer">The suggestion.</param>
    public void Offered(string id, OpenDocument document, OfferedSuggestion offer) =>
        Do(now =>
        {
            var suggestion = new FollowedSuggestion(document.Uri, document.Text, offer);
            if (texts.GetValueOrDefault(document.Uri, document.Text) is var text && !ReferenceEquals(text, document.Text))
            {
                // It was edited while the answer was put together.
                var whole = new TextSpan(0, document.Text.Length);
                suggestion.Edited([TextDifference.Of(document.Text, whole, text.ToString())], text, now);
            }

            Follow(id, suggestion);
        });

    /// <summary>The rest of a suggestion that is typed into was sent under an id of its own: it is the same one.</summary>
    public void Continued(string id, string firstId) =>
        Do(_ =>
        {
            if (followed.TryGetValue(firstId, out var suggestion))
            {
                Follow(id, suggestion);
            }
        });

    /// <summary>It was shown.</summary>
    public void Shown(string id) => On(id, (s, now) => s.Shown(now));

    /// <summary>It was taken, or <paramref name="length"/> UTF-16 units of it.</summary>
    public void Accepted(string id, int? length) => On(id, (s, now) => s.Accepted(length, now));

    /// <summary>It was refused or typed over.</summary>
    public void Rejected(string id) => On(id, (s, now) => s.Rejected(now));

    /// <summary>A document is edited. To be told before anybody can see the new text.</summary>
    /// <param name="uri">The document.</param>
    /// <param name="edits">Each in the text that the ones before it left.</param>
    /// <param name="after">The text after all of them.</param>
    public void Edited(string uri, IReadOnlyList<TextChangeRange> edits, SourceText after) =>
        Do(now =>
        {
            texts[uri] = after;
            foreach (var suggestion in In(uri))
            {
                suggestion.Edited(edits, after, now);
            }
        });

    /// <summary>A document was closed, or opened anew.</summary>
    public void Closed(string uri) =>
        Do(now =>
        {
            texts.Remove(uri);
            foreach (var suggestion in In(uri))
            {
                suggestion.Closed(now);
            }
        });

    /// <summary>The rows that are new, and those that changed, since the last call.</summary>
    public (List<LoggedSuggestion> Added, List<LoggedSuggestion> Changed) Take()
    {
        List<LoggedSuggestion> added = [];
        List<LoggedSuggestion> changed = [];
        Do(now =>
        {
            foreach (var suggestion in followed.Values.Distinct().ToList())
            {
                suggestion.Look(now);
                if (suggestion.Row is not { } row)
                {
                    continue;
                }

                if (!written.TryGetValue(row.Id, out var before))
                {
                    added.Add(row);
                }
                else if (before != row)
                {
                    changed.Add(row);
                }

                written[row.Id] = row;
            }

            foreach (var (id, suggestion) in followed.Where(f => f.Value.IsOver(now)).ToList())
            {
                followed.Remove(id);
                written.Remove(suggestion.Row!.Id);
            }
        });
        return (added, changed);
    }

    private IEnumerable<FollowedSuggestion> In(string uri) => followed.Values.Where(s => s.Uri == uri).Distinct();

    private void Follow(string id, FollowedSuggestion suggestion)
    {
        followed[id] = suggestion;
        order.Enqueue(id);
        // What was shown stays until it is over.
        while (order.Count > MostWaiting)
        {
            if (order.Dequeue() is var oldest && followed.TryGetValue(oldest, out var waiting) && waiting.Row is null)
            {
                followed.Remove(oldest);
            }
        }
    }

    private void On(string id, Action<FollowedSuggestion, DateTimeOffset> act) =>
        Do(now =>
        {
            if (followed.TryGetValue(id, out var suggestion))
            {
                act(suggestion, now);
            }
        });

    private void Do(Action<DateTimeOffset> act)
    {
        lock (gate)
        {
            if (isOn())
            {
                act(time.GetUtcNow());
                return;
            }

            followed.Clear();
            order.Clear();
            texts.Clear();
            written.Clear();
        }
    }
}
