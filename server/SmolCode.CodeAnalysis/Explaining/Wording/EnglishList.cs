namespace SmolCode.CodeAnalysis.Explaining.Wording;

/// <summary>Lists as English writes them.</summary>
internal static class EnglishList
{
    /// <summary>"a", "a and b", "a, b and c"; of more than <paramref name="most"/>: "a, b and 3 more".</summary>
    internal static string Of(IEnumerable<string> items, int most = int.MaxValue, string word = "and")
    {
        List<string> all = [.. items];
        if (all.Count > most)
        {
            // One more than shown is as easily shown.
            var shown = Math.Max(1, most - 1);
            return $"{string.Join(", ", all.Take(shown))} {word} {all.Count - shown} more";
        }

        return all.Count switch
        {
            0 => "",
            1 => all[0],
            _ => $"{string.Join(", ", all.Take(all.Count - 1))} {word} {all[^1]}",
        };
    }

    /// <summary>"1 thing", "2 things".</summary>
    internal static string Count(int count, string singular, string? plural = null) =>
        count == 1 ? $"1 {singular}" : $"{count} {plural ?? singular + "s"}";

    /// <summary>"a" or "an", for the word that follows; backticks don't count.</summary>
    internal static string A(string word)
    {
        var first = word.AsSpan().TrimStart('`');
        var vowel =
            first.Length > 0
            && (
                "aeioAEIO".Contains(first[0], StringComparison.Ordinal)
                // Letters that are spoken one by one: an XML writer, an HTTP client.
                || first.StartsWith("Xml", StringComparison.Ordinal)
                || first.StartsWith("Html", StringComparison.Ordinal)
                || first.StartsWith("Http", StringComparison.Ordinal)
                // An interface is spoken of by its letter: an IEnumerable. A u is a vowel in "unsafe", not in "unique" or "uint".
                || first.StartsWith("un", StringComparison.Ordinal) && !first.StartsWith("uni", StringComparison.Ordinal)
            );
        return (vowel ? "an " : "a ") + word;
    }

    /// <summary>The first letter in upper case.</summary>
    internal static string Capital(string text) =>
        text.Length > 0 && char.IsLower(text[0]) ? char.ToUpperInvariant(text[0]) + text[1..] : text;
}
