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

        if (current.Length == asked.Length && asked.ContentEquals(current))
        {
            return (text, range);
        }

        var typed = current.Length - asked.Length;
        return
            typed > 0
            && TypedOn(position, position + typed, asked, current) is not null
            && Rest(text, range, position, typed, closers: 0, current) is { Text.Length: > 0 } rest
            ? rest
            : null;
    }

    /// <summary>
    /// How many closers an editor put behind what was typed at the cursor, where that is all that happened to a text; null: something else did.
    /// </summary>
    /// <param name="position">The cursor in <paramref name="asked"/>.</param>
    /// <param name="now">The cursor in <paramref name="current"/>.</param>
    /// <param name="asked">The text before.</param>
    /// <param name="current">The text now.</param>
    public static int? TypedOn(int position, int now, SourceText asked, SourceText current)
    {
        var added = current.Length - asked.Length;
        var closers = added - (now - position);
        if (now < position || closers < 0 || now + closers > current.Length)
        {
            return null;
        }

        for (var i = now; i < now + closers; i++)
        {
            if (current[i] is not (')' or ']' or '}' or '"' or '\''))
            {
                return null;
            }
        }

        return Equal(asked, 0, current, 0, position) && Equal(asked, position, current, position + added, asked.Length - position)
            ? closers
            : null;
    }

    /// <summary>
    /// What is left of a suggestion where something was typed at the cursor and nothing else happened; empty where it was typed to its end,
    /// null where it goes on in another way. Closers that the editor put behind the cursor are replaced: the suggestion has its own.
    /// </summary>
    /// <param name="text">The suggestion's text.</param>
    /// <param name="range">What it replaced before.</param>
    /// <param name="position">The cursor then.</param>
    /// <param name="typed">UTF-16 units typed there.</param>
    /// <param name="closers">UTF-16 units that the editor put behind them.</param>
    /// <param name="current">The text with them.</param>
    public static (string Text, TextSpan Range)? Rest(string text, TextSpan range, int position, int typed, int closers, SourceText current)
    {
        if (range.Start > position || range.End < position)
        {
            return null;
        }

        // What stands between the range's start and the cursor now, the letters just typed included.
        var standing = current.ToString(TextSpan.FromBounds(range.Start, position + typed));
        return text.StartsWith(standing, StringComparison.Ordinal)
            ? (text[standing.Length..], TextSpan.FromBounds(position + typed, range.End + typed + closers))
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
