using System.Runtime.InteropServices;

namespace SmolCode.Inference.Engine;

/// <summary>Tokens of a prompt in the cache that stand elsewhere in the prompt that is wanted.</summary>
/// <param name="From">Where they begin in the cache.</param>
/// <param name="To">Where they begin in the prompt.</param>
/// <param name="Length">How many they are.</param>
internal readonly record struct MovedPart(int From, int To, int Length)
{
    /// <summary>
    /// Fewer tokens are evaluated instead. Turning keys to another position reads the whole cache once, which takes as long as some ten
    /// tokens do.
    /// </summary>
    public const int ShortestLength = 32;

    /// <summary>
    /// Finds parts of <paramref name="cached"/>, from <paramref name="from"/> on, in <paramref name="wanted"/>, from <paramref name="to"/> on:
    /// both in order, none overlapping, each as long as it goes.
    /// </summary>
    public static List<MovedPart> Find(List<int> cached, int from, ReadOnlySpan<int> wanted, int to)
    {
        var parts = new List<MovedPart>();
        var have = CollectionsMarshal.AsSpan(cached);
        var places = Places(have, from);
        while (to + ShortestLength <= wanted.Length)
        {
            var length = 0;
            if (places.TryGetValue(Hash(wanted.Slice(to, ShortestLength)), out var candidates))
            {
                // The first place that comes after what was taken: later parts have the more to choose from.
                var place = candidates.FindIndex(p => p >= from);
                if (place >= 0)
                {
                    length = have[candidates[place]..].CommonPrefixLength(wanted[to..]);
                    if (length >= ShortestLength)
                    {
                        parts.Add(new MovedPart(candidates[place], to, length));
                        from = candidates[place] + length;
                    }
                }
            }

            to += length >= ShortestLength ? length : 1;
        }

        return parts;
    }

    private static Dictionary<int, List<int>> Places(ReadOnlySpan<int> tokens, int from)
    {
        var places = new Dictionary<int, List<int>>();
        for (var i = from; i + ShortestLength <= tokens.Length; i++)
        {
            var hash = Hash(tokens.Slice(i, ShortestLength));
            CollectionsMarshal.GetValueRefOrAddDefault(places, hash, out _) ??= [];
            places[hash].Add(i);
        }

        return places;
    }

    private static int Hash(ReadOnlySpan<int> tokens)
    {
        var hash = new HashCode();
        hash.AddBytes(MemoryMarshal.AsBytes(tokens));
        return hash.ToHashCode();
    }
}
