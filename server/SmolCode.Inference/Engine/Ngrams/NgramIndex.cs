using System.Collections.Immutable;

namespace SmolCode.Inference.Engine.Ngrams;

/// <summary>
/// The n-grams of all files: a few segments, each at least <see cref="Growth"/> times as large as the one after it, so that a changed
/// file costs the rebuilding of small ones only. A file that was changed or removed stays in its segment as dead until a third of it is.
/// Immutable: a request keeps what it began with.
/// </summary>
internal sealed class NgramIndex
{
    private const int Growth = 4;

    private readonly ImmutableArray<Part> _parts;

    private NgramIndex(ImmutableArray<Part> parts) => _parts = parts;

    /// <summary>Without files.</summary>
    public static NgramIndex Empty { get; } = new([]);

    /// <summary>Tokens of the files that are alive.</summary>
    public int Tokens => _parts.Sum(p => p.Alive);

    /// <summary>Files that are alive.</summary>
    public int Files => _parts.Sum(p => p.Segment.Files.Count - p.Dead.Count);

    /// <summary>The files that are alive, with their tokens.</summary>
    public IReadOnlyList<KeyValuePair<string, int[]>> Read() =>
        [
            .. from part in _parts
            from path in part.Segment.Files.Keys
            where !part.Dead.Contains(path)
            select KeyValuePair.Create(path, part.Segment.TokensOf(path).ToArray()),
        ];

    /// <summary>The index with files replaced, added, or removed (null).</summary>
    public NgramIndex With(IReadOnlyDictionary<string, int[]?> changes)
    {
        var parts = _parts.Select(p => p.Without(changes.Keys)).Where(p => p.Alive > 0).ToList();
        var fresh = new List<KeyValuePair<string, int[]>>();
        foreach (var (path, tokens) in changes)
        {
            if (tokens is { Length: > 0 })
            {
                fresh.Add(new(path, tokens));
            }
        }

        // What is mostly dead, and what the new files are not small against, is built again together with them.
        var size = fresh.Sum(f => f.Value.Length);
        for (var i = parts.Count - 1; i >= 0; i--)
        {
            var wasteful = parts[i].Alive < parts[i].Segment.Count / 3 * 2;
            if (wasteful || (size > 0 && parts[i].Alive < (long)size * Growth))
            {
                foreach (var path in parts[i].Segment.Files.Keys.Where(f => !parts[i].Dead.Contains(f)))
                {
                    fresh.Add(new(path, parts[i].Segment.TokensOf(path).ToArray()));
                }

                size += parts[i].Alive;
                parts.RemoveAt(i);
            }
        }

        if (fresh.Count > 0)
        {
            parts.Add(new Part(NgramSegment.Build(fresh), []));
        }

        return new NgramIndex([.. parts.OrderByDescending(p => p.Alive)]);
    }

    /// <summary>The index as a request sees it.</summary>
    public View Without(IReadOnlyCollection<string> leftOut) => new([.. _parts.Select(p => (p.Segment, p.Skipped(leftOut)))]);

    /// <summary>A segment and what of it is no longer true.</summary>
    private sealed record Part(NgramSegment Segment, ImmutableHashSet<string> Dead)
    {
        public int Alive { get; } = Segment.Files.Where(f => !Dead.Contains(f.Key)).Sum(f => f.Value.End.Value - f.Value.Start.Value);

        public Part Without(IEnumerable<string> paths)
        {
            var dead = Dead.Union(paths.Where(Segment.Files.ContainsKey));
            return dead.Count == Dead.Count ? this : new Part(Segment, dead);
        }

        public Range[] Skipped(IReadOnlyCollection<string> leftOut) =>
            [.. Dead.Union(leftOut.Where(Segment.Files.ContainsKey)).Select(p => Segment.Files[p]).OrderBy(r => r.Start.Value)];
    }

    /// <summary>The files that a request may use.</summary>
    internal sealed class View(ImmutableArray<(NgramSegment Segment, Range[] Skipped)> segments)
    {
        /// <summary>Adds what follows the longest end of a context, if that is longer than what was found already.</summary>
        public void Find(ReadOnlySpan<int> context, int least, NextTokens next)
        {
            foreach (var (segment, skipped) in segments)
            {
                segment.Find(context, least, skipped, next);
            }
        }
    }
}
