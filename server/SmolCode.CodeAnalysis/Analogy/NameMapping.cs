using System.Text;

namespace SmolCode.CodeAnalysis.Analogy;

/// <summary>
/// Which names here stand for which names there, learnt from lines of the same shape, the nearest first. A name that was not met is mapped as
/// its other spellings (<c>_name</c>, <c>Name</c>) or the part that it has in common with one that was met.
/// </summary>
internal sealed class NameMapping
{
    /// <summary>A part of a name that is shorter says nothing.</summary>
    private const int LeastPart = 3;

    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly List<(string There, string Here)> _parts = [];

    /// <summary>Names that are the same here and there.</summary>
    internal int Same { get; private set; }

    /// <summary>Names that differ.</summary>
    internal int Different { get; private set; }

    /// <summary>Learns from two lines, or the beginnings of two. Returns false when their shapes differ.</summary>
    internal bool Learn(ReadOnlySpan<char> there, ReadOnlySpan<char> here)
    {
        var left = new LineScanner(there);
        var right = new LineScanner(here);
        var pairs = new List<(string, string)>();
        while (right.MoveNext())
        {
            if (!left.MoveNext() || left.Kind != right.Kind)
            {
                return false;
            }

            switch (left.Kind)
            {
                case LineTokenKind.Identifier:
                    pairs.Add((left.Current.ToString(), right.Current.ToString()));
                    break;
                case LineTokenKind.Keyword or LineTokenKind.Mark when !left.Current.SequenceEqual(right.Current):
                    return false;
            }
        }

        foreach (var (from, to) in pairs)
        {
            Add(from, to);
        }

        return true;
    }

    /// <summary>What a name is here.</summary>
    internal string Map(string name)
    {
        if (_names.TryGetValue(name, out var known))
        {
            return known;
        }

        foreach (var (there, here) in _names)
        {
            if (there != here && SameWords(there, name) && Respell(here, name) is { } spelled)
            {
                return spelled;
            }
        }

        foreach (var (there, here) in _parts)
        {
            var replaced =
                Replace(name, there, here) ?? Replace(name, Upper(there), Upper(here)) ?? Replace(name, Lower(there), Lower(here));
            if (replaced is not null)
            {
                return replaced;
            }
        }

        return name;
    }

    /// <summary>A text with its names as they are here; literals and comments stay.</summary>
    internal string MapLine(ReadOnlySpan<char> line)
    {
        var result = new StringBuilder();
        var at = 0;
        var scanner = new LineScanner(line);
        while (scanner.MoveNext())
        {
            if (scanner.Kind == LineTokenKind.Identifier)
            {
                result.Append(line[at..scanner.Start]).Append(Map(scanner.Current.ToString()));
                at = scanner.End;
            }
        }

        return result.Append(line[at..]).ToString();
    }

    private void Add(string there, string here)
    {
        if (!_names.TryAdd(there, here))
        {
            return;
        }

        if (there == here)
        {
            Same++;
            return;
        }

        Different++;
        var start = CommonStart(there, here);
        var end = CommonEnd(there[start..], here[start..]);
        var (from, to) = (there[start..^end], here[start..^end]);
        if (from.Length >= LeastPart && to.Length >= LeastPart && char.IsUpper(from[0]) == char.IsUpper(to[0]))
        {
            _parts.Add((from, to));
        }
    }

    private static bool SameWords(string one, string other) =>
        string.Equals(one.TrimStart('_'), other.TrimStart('_'), StringComparison.OrdinalIgnoreCase);

    /// <summary>A name in the spelling of another: with its underscore, and its first letter's case.</summary>
    private static string? Respell(string name, string like)
    {
        var words = name.TrimStart('_');
        var model = like.TrimStart('_');
        return words.Length == 0 || model.Length == 0
            ? null
            : like[..^model.Length]
                + (char.IsUpper(model[0]) ? char.ToUpperInvariant(words[0]) : char.ToLowerInvariant(words[0]))
                + words[1..];
    }

    /// <summary>The name with one whole part of it replaced; null when it has none.</summary>
    private static string? Replace(string name, string part, string by)
    {
        var at = name.IndexOf(part, StringComparison.Ordinal);
        return at >= 0 && IsBorder(name, at) && IsBorder(name, at + part.Length) ? name[..at] + by + name[(at + part.Length)..] : null;
    }

    private static string Upper(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    private static string Lower(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    // At the border of two words only.
    private static int CommonStart(string one, string other)
    {
        var n = 0;
        while (n < one.Length && n < other.Length && one[n] == other[n])
        {
            n++;
        }

        while (n > 0 && !(IsBorder(one, n) && IsBorder(other, n)))
        {
            n--;
        }

        return n;
    }

    private static int CommonEnd(string one, string other)
    {
        var n = 0;
        while (n < one.Length && n < other.Length && one[^(n + 1)] == other[^(n + 1)])
        {
            n++;
        }

        while (n > 0 && !(IsBorder(one, one.Length - n) && IsBorder(other, other.Length - n)))
        {
            n--;
        }

        return n;
    }

    private static bool IsBorder(string name, int at) => at >= name.Length || at == 0 || char.IsUpper(name[at]) || name[at - 1] == '_';
}
