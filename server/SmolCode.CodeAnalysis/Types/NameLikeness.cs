using System.Collections.Immutable;

namespace SmolCode.CodeAnalysis.Types;

/// <summary>How alike the names of a value and of the place that it would go to are.</summary>
internal static class NameLikeness
{
    private const double Equal = 6;
    private const double End = 3;
    private const double Word = 1.5;

    /// <summary>0 for names with nothing in common; 0 when one is not known.</summary>
    internal static double Of(string? wanted, string name)
    {
        if (string.IsNullOrEmpty(wanted))
        {
            return 0;
        }

        var one = Words(wanted);
        var other = Words(name);
        if (one.IsEmpty || other.IsEmpty)
        {
            return 0;
        }

        if (one.SequenceEqual(other))
        {
            return Equal;
        }

        var shared = 0;
        while (shared < Math.Min(one.Length, other.Length) && one[^(shared + 1)] == other[^(shared + 1)])
        {
            shared++;
        }

        return shared == Math.Min(one.Length, other.Length) ? End
            : shared > 0 ? Word + (shared / 10.0)
            : one.Intersect(other).Any() ? Word
            : 0;
    }

    /// <summary>The words of a name in lower case, without underscores: <c>_timeProvider</c> is <c>time</c>, <c>provider</c>.</summary>
    internal static ImmutableArray<string> Words(string name)
    {
        var words = ImmutableArray.CreateBuilder<string>();
        var start = 0;
        for (var i = 0; i <= name.Length; i++)
        {
            var ends =
                i == name.Length
                || !char.IsLetterOrDigit(name[i])
                || (
                    i > start && char.IsUpper(name[i]) && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])))
                );
            if (!ends)
            {
                continue;
            }

            if (i > start)
            {
                words.Add(name[start..i].ToLowerInvariant());
            }

            start = i < name.Length && !char.IsLetterOrDigit(name[i]) ? i + 1 : i;
        }

        return words.ToImmutable();
    }
}
