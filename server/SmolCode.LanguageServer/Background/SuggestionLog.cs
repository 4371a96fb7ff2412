using System.Globalization;

namespace SmolCode.LanguageServer.Background;

/// <summary>
/// Counts what became of suggestions, in memory only. A suggestion has an id; each of shown, accepted and rejected counts once for it,
/// whether the client says so by notification or by running the command that comes with the suggestion.
/// </summary>
internal sealed class SuggestionLog
{
    /// <summary>Suggestions that are remembered; older ones are of no interest to any editor.</summary>
    private const int Remembered = 512;

    private readonly Lock gate = new();
    private readonly Dictionary<string, Fate> fates = new(StringComparer.Ordinal);
    private readonly Queue<string> order = [];
    private long lastId;

    /// <summary>The counts so far.</summary>
    public SuggestionCounts Counts { get; private set; } = new(0, 0, 0, 0, 0);

    /// <summary>A suggestion was sent; returns its id.</summary>
    /// <param name="length">UTF-16 units of its text.</param>
    /// <param name="firstId">The suggestion that it is the rest of: both are accepted once.</param>
    public string Offered(int length, string? firstId = null)
    {
        lock (gate)
        {
            var id = (++lastId).ToString(CultureInfo.InvariantCulture);
            var first = firstId is not null && fates.TryGetValue(firstId, out var known) ? known.First : null;
            fates[id] = new Fate(length, first);
            order.Enqueue(id);
            if (order.Count > Remembered)
            {
                fates.Remove(order.Dequeue());
            }

            Counts = Counts with { Offered = Counts.Offered + 1 };
            return id;
        }
    }

    /// <summary>It was shown. False when the id is unknown or it was counted before.</summary>
    public bool Shown(string id) => Count(id, f => ref f.Shown, c => c with { Shown = c.Shown + 1 });

    /// <summary>It was taken, or the first <paramref name="length"/> UTF-16 units of it. False when the id is unknown or it was counted before.</summary>
    public bool Accepted(string id, int? length) =>
        Count(
            id,
            f => ref f.First.Accepted,
            c => c with { Accepted = c.Accepted + 1, AcceptedCharacters = c.AcceptedCharacters + Taken(id, length) }
        );

    /// <summary>It was refused or typed over. False when the id is unknown or it was counted before.</summary>
    public bool Rejected(string id) => Count(id, f => ref f.Rejected, c => c with { Rejected = c.Rejected + 1 });

    private long Taken(string id, int? length) => Math.Clamp(length ?? int.MaxValue, 0, fates[id].Length);

    private bool Count(string id, FateFlag flag, Func<SuggestionCounts, SuggestionCounts> add)
    {
        lock (gate)
        {
            if (!fates.TryGetValue(id, out var fate))
            {
                return false;
            }

            ref var counted = ref flag(fate);
            if (counted)
            {
                return false;
            }

            counted = true;
            Counts = add(Counts);
            return true;
        }
    }

    private delegate ref bool FateFlag(Fate fate);

    private sealed class Fate
    {
        public Fate(int length, Fate? first)
        {
            Length = length;
            First = first ?? this;
        }

        public bool Shown;
        public bool Accepted;
        public bool Rejected;

        public int Length { get; }

        /// <summary>The suggestion that it is the rest of, or itself.</summary>
        public Fate First { get; }
    }
}
