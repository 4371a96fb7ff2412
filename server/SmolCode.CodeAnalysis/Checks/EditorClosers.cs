using Microsoft.CodeAnalysis;
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
            // A raw literal has the same number of quotes at both ends.
            var quotes = quote == '"' ? RawQuotes(lineBefore) : 1;
            quotes = wanted.StartsWith(new string('"', quotes), StringComparison.Ordinal) ? quotes : 1;
            var end =
                quotes > 1
                    ? text.IndexOf(new string('"', quotes), StringComparison.Ordinal)
                    : EndOfLiteral(text, quote, IsVerbatim(lineBefore));
            if (end < 0)
            {
                return text + wanted;
            }

            (head, text, wanted) = (text[..(end + quotes)], text[(end + quotes)..], wanted[quotes..]);
        }

        // Brackets of type arguments are no brackets of expressions, and are counted by themselves.
        var lists = Math.Min(ClosedLists(text), wanted.Length - wanted.TrimStart('>').Length);
        wanted = wanted[lists..];

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

    /// <summary>How many quotes the raw literal begins with that a line ends in; 1: it ends in none.</summary>
    private static int RawQuotes(string line)
    {
        var end = line.LastIndexOf("\"\"\"", StringComparison.Ordinal);
        return end < 0 ? 1 : end + 3 - line[..(end + 3)].TrimEnd('"').Length;
    }

    /// <summary>Whether the literal that a line ends in is one in which a backslash is a backslash.</summary>
    private static bool IsVerbatim(string line) =>
        line.LastIndexOf('"') is > 0 and var quote && (line[quote - 1] == '@' || line[..quote].EndsWith("@$", StringComparison.Ordinal));

    /// <summary>How many lists of type arguments a text closes that it did not open: one by <c>int> l = new();</c>.</summary>
    private static int ClosedLists(string text)
    {
        var (open, least) = (0, 0);
        foreach (var token in SyntaxFactory.ParseTokens(text))
        {
            open +=
                token.IsKind(SyntaxKind.LessThanToken) ? 1
                : token.IsKind(SyntaxKind.GreaterThanToken) ? -1
                : 0;
            least = Math.Min(least, open);
        }

        return -least;
    }

    private static int EndOfLiteral(string text, char quote, bool isVerbatim)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && !isVerbatim)
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
