namespace SmolCode.Evaluation;

/// <summary>The measures that a candidate is compared with the expected text by.</summary>
public static class TextComparison
{
    /// <summary>The first line that is not blank, trimmed.</summary>
    public static string FirstLine(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var trimmed = text.Trim();
        var end = trimmed.AsSpan().IndexOfAny('\r', '\n');
        return (end < 0 ? trimmed : trimmed[..end]).TrimEnd();
    }

    /// <summary>The first identifier or keyword, or an empty string.</summary>
    public static string FirstIdentifier(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var start = 0;
        while (start < text.Length && !(char.IsLetter(text[start]) || text[start] == '_'))
        {
            start++;
        }

        var end = start;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] == '_'))
        {
            end++;
        }

        return text[start..end];
    }

    /// <summary>1 − Levenshtein distance / longer length, on trimmed texts with <c>\n</c> newlines; 1 for two empty texts.</summary>
    public static double EditSimilarity(string first, string second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        var a = first.ReplaceLineEndings("\n").Trim();
        var b = second.ReplaceLineEndings("\n").Trim();
        var longer = Math.Max(a.Length, b.Length);
        return longer == 0 ? 1 : 1 - ((double)Levenshtein(a, b) / longer);
    }

    /// <summary>Levenshtein distance by the two-row form of Wagner and Fischer, in UTF-16 units.</summary>
    private static int Levenshtein(string a, string b)
    {
        var previous = Enumerable.Range(0, b.Length + 1).ToArray();
        var current = new int[b.Length + 1];
        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var substitution = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                current[j] = Math.Min(substitution, Math.Min(previous[j], current[j - 1]) + 1);
            }

            (previous, current) = (current, previous);
        }

        return previous[b.Length];
    }
}
