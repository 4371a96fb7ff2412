using Microsoft.CodeAnalysis.CSharp;

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
        if (closers is not ['"', ..] && OpenBefore(lineBefore, closers) is { } open && Ends(lineBefore + text, open))
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

    /// <summary>
    /// Brackets that are still open where the closers end, as those of a block around; null where the cursor is in no interpolation.
    /// </summary>
    private static int? OpenBefore(string line, string closers)
    {
        var start = line.LastIndexOf("$\"", StringComparison.Ordinal);
        var rest = closers[(closers.IndexOf('"', StringComparison.Ordinal) + 1)..];
        return start < 0 ? null : Math.Max(0, Brackets.Unmatched(line[..start]) - rest.Count(c => c is ')' or ']' or '}'));
    }

    /// <summary>Whether all literals of a line are closed, and so many brackets are not.</summary>
    private static bool Ends(string line, int open) =>
        Brackets.Unmatched(line) == open && !SyntaxFactory.ParseTokens(line).Any(t => t.ContainsDiagnostics);

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
