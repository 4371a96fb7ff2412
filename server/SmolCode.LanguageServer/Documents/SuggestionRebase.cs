using Microsoft.CodeAnalysis.Text;

namespace SmolCode.LanguageServer.Documents;

/// <summary>Carries a suggestion for an older text over to the present one.</summary>
internal static class SuggestionRebase
{
    /// <summary>
    /// What is left of a suggestion after the user typed on. It is left when all that happened since is typing at the cursor, and what was
    /// typed is what the suggestion said.
    /// </summary>
    /// <param name="text">The suggestion's text.</param>
    /// <param name="range">What it replaces in <paramref name="asked"/>.</param>
    /// <param name="position">The cursor in <paramref name="asked"/>.</param>
    /// <param name="asked">The text that it was made for.</param>
    /// <param name="current">The present text.</param>
    /// <returns>Text and range for the present text; null when nothing is left.</returns>
    public static (string Text, TextSpan Range)? Rebase(string text, TextSpan range, int position, SourceText asked, SourceText current)
    {
        if (ReferenceEquals(asked, current))
        {
            return (text, range);
        }

        var typed = current.Length - asked.Length;
        if (typed == 0 && asked.ContentEquals(current))
        {
            return (text, range);
        }

        return typed > 0 && IsTypedOn(position, asked, current) ? Rest(text, range, position, typed, current) : null;
    }

    /// <summary>All that happened to a text is that something was typed at the cursor.</summary>
    /// <param name="position">The cursor in <paramref name="asked"/>.</param>
    /// <param name="asked">The text before.</param>
    /// <param name="current">The text now, longer.</param>
    public static bool IsTypedOn(int position, SourceText asked, SourceText current)
    {
        var typed = current.Length - asked.Length;
        return Equal(asked, 0, current, 0, position) && Equal(asked, position, current, position + typed, asked.Length - position);
    }

    /// <summary>What is left of a suggestion where letters were typed at the cursor and nothing else happened; null when nothing is.</summary>
    /// <param name="text">The suggestion's text.</param>
    /// <param name="range">What it replaced before they were typed.</param>
    /// <param name="position">The cursor then.</param>
    /// <param name="typed">UTF-16 units typed there.</param>
    /// <param name="current">The text with them.</param>
    public static (string Text, TextSpan Range)? Rest(string text, TextSpan range, int position, int typed, SourceText current)
    {
        if (range.Start > position || range.End < position)
        {
            return null;
        }

        // What stands between the range's start and the cursor now, the letters just typed included.
        var standing = current.ToString(TextSpan.FromBounds(range.Start, position + typed));
        return text.Length > standing.Length && text.StartsWith(standing, StringComparison.Ordinal)
            ? (text[standing.Length..], TextSpan.FromBounds(position + typed, range.End + typed))
            : null;
    }

    private static bool Equal(SourceText a, int startOfA, SourceText b, int startOfB, int length)
    {
        for (var i = 0; i < length; i++)
        {
            if (a[startOfA + i] != b[startOfB + i])
            {
                return false;
            }
        }

        return true;
    }
}
