using System.Globalization;
using System.Text.RegularExpressions;

namespace SmolCode.CodeAnalysis.Structure;

/// <summary>Goes on with texts that belong to names: <c>"red"</c> for <c>Red</c> makes <c>"dark-blue"</c> for <c>DarkBlue</c>.</summary>
internal static partial class NameSeries
{
    /// <summary>The text for the next name; null when the texts above don't tell.</summary>
    /// <param name="above">Names and their texts, in order.</param>
    /// <param name="next">The name to go on with.</param>
    public static string? Next(IReadOnlyList<(string Name, string Text)> above, string next)
    {
        if (above is not [.., var (name, text)])
        {
            return null;
        }

        if (Renamed(text, name, next) is var renamed && renamed != text)
        {
            return renamed;
        }

        if (above.Count < 2)
        {
            return null;
        }

        if (above.All(a => a.Text == text))
        {
            return text;
        }

        return
            above.Select(a => Number(a.Text)).ToList() is [.., { } before, { } last] numbers
            && numbers.Zip(numbers.Skip(1)).All(p => p.Second - p.First == last - before)
            ? (last + last - before).ToString(CultureInfo.InvariantCulture)
            : null;
    }

    /// <summary>A text with a name, in all of its spellings, replaced by another.</summary>
    public static string Renamed(string text, string from, string to)
    {
        var spellings = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (one, other) in Spellings(from).Zip(Spellings(to)))
        {
            spellings.TryAdd(one, other);
        }

        var pattern = string.Join('|', spellings.Keys.OrderByDescending(s => s.Length).Select(Regex.Escape));
        return pattern.Length == 0
            ? text
            : Regex.Replace(
                text,
                pattern,
                match => IsWhole(text, match) ? spellings[match.Value] : match.Value,
                RegexOptions.CultureInvariant,
                TimeSpan.FromMilliseconds(50)
            );
    }

    /// <summary>The name as a local variable is called.</summary>
    public static string Camel(string name) => name.Length == 0 ? name : char.ToLowerInvariant(name[0]) + name[1..];

    private static decimal? Number(string text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    // "Red" in PaintRed and RedBrush, but not in Reduce; "red" not in colored.
    private static bool IsWhole(string text, Match match)
    {
        char? before = match.Index > 0 ? text[match.Index - 1] : null;
        char? after = match.Index + match.Length < text.Length ? text[match.Index + match.Length] : null;
        var first = match.Value[0];
        if (match.Length == 1)
        {
            return !IsWord(before) && !IsWord(after);
        }

        var beginsWord = char.IsUpper(first) ? before is not { } b || !char.IsUpper(b) : before is not { } c || !char.IsLetterOrDigit(c);
        return beginsWord && (after is not { } a || (!char.IsLower(a) && !char.IsDigit(a)));
    }

    private static bool IsWord(char? c) => c is { } letter && (char.IsLetterOrDigit(letter) || letter == '_');

    private static List<string> Spellings(string name)
    {
        var words = Word().Matches(name).Select(m => m.Value.ToLowerInvariant()).ToList();
        return
        [
            name,
            Camel(name),
            name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name[1..],
            name.ToLowerInvariant(),
            name.ToUpperInvariant(),
            string.Join('-', words),
            string.Join('_', words),
            string.Join(' ', words),
            string.Join('_', words).ToUpperInvariant(),
            string.Join(' ', Word().Matches(name).Select(m => m.Value)),
        ];
    }

    [GeneratedRegex("[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")]
    private static partial Regex Word();
}
