namespace SmolCode.CodeAnalysis.Checks;

/// <summary>
/// The text that stands for the closers which the editor put right of the cursor: a candidate that writes them itself stays as it is, one
/// that stops before them gets those that it lacks.
/// </summary>
internal static class EditorClosers
{
    /// <summary>
    /// The candidate with every closer, to be put in the place of <paramref name="closers"/>. In an interpolation only the whole line,
    /// <paramref name="lineBefore"/> with it, tells which quote opens and which closes.
    /// </summary>
    internal static string Complete(string text, string closers, string lineBefore = "")
    {
        if (closers is not ['"', ..] && lineBefore.Contains("$\"", StringComparison.Ordinal) && Brackets.Unmatched(lineBefore + text) == 0)
        {
            var end = closers.TrimEnd()[^1] is var last and (';' or ',') && !text.TrimEnd().EndsWith(last) ? last.ToString() : "";
            return text + end;
        }

        var wanted = string.Concat(closers.Where(c => !char.IsWhiteSpace(c)));
        var head = "";
        if (wanted is [var quote and ('"' or '\''), ..])
        {
            var end = EndOfLiteral(text, quote);
            if (end < 0)
            {
                return text + wanted;
            }

            (head, text, wanted) = (text[..(end + 1)], text[(end + 1)..], wanted[1..]);
        }

        var brackets = wanted.TrimEnd(';', ',');
        var ending = wanted[brackets.Length..];
        var written = Brackets.UnmatchedClosers(text);

        // It may close what was opened before those closers as well: how many of them its last ones are.
        var common = Math.Min(written.Length, brackets.Length);
        while (!written.EndsWith(brackets[..common], StringComparison.Ordinal))
        {
            common--;
        }

        var line = text.TrimEnd() + brackets[common..];
        return head + line + (line.EndsWith(ending, StringComparison.Ordinal) ? "" : ending);
    }

    private static int EndOfLiteral(string text, char quote)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == quote)
            {
                return i;
            }
        }

        return -1;
    }
}
