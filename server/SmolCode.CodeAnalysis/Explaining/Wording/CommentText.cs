using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SmolCode.CodeAnalysis.Explaining.Wording;

/// <summary>What the author wrote above a statement: it says why, which no compiler knows.</summary>
internal static class CommentText
{
    private const int Longest = 130;
    private const int FewestWords = 3;

    /// <summary>The comment in the lines right above a statement, if it is prose; null where there is none.</summary>
    internal static string? Before(SyntaxNode statement)
    {
        var lines = new List<string>();
        var breaks = 0;
        foreach (var trivia in statement.GetLeadingTrivia().Reverse())
        {
            if (trivia.IsKind(SyntaxKind.EndOfLineTrivia))
            {
                // An empty line in between: it is about something else.
                if (++breaks > 1)
                {
                    break;
                }
            }
            else if (trivia.IsKind(SyntaxKind.SingleLineCommentTrivia))
            {
                lines.Insert(0, trivia.ToString().TrimStart('/').Trim());
                breaks = 0;
            }
            else if (!trivia.IsKind(SyntaxKind.WhitespaceTrivia))
            {
                break;
            }
        }

        return Prose(string.Join(' ', lines));
    }

    /// <summary>The first sentence; null for code that was commented out, marks of tools, and tasks, which are told of by themselves.</summary>
    internal static string? Prose(string text)
    {
        if (
            text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Count(w => !w.Contains("://", StringComparison.Ordinal)) < FewestWords
            || !char.IsLetter(text[0])
            || text.EndsWith(';')
            || text.EndsWith('{')
            || text.EndsWith(')') && text.Contains('=', StringComparison.Ordinal)
            || text.Contains(" = ", StringComparison.Ordinal)
            || text.Contains("==", StringComparison.Ordinal)
            || text.Contains('“', StringComparison.Ordinal)
            || text.Contains('”', StringComparison.Ordinal)
        )
        {
            return null;
        }

        string[] marks = ["TODO", "FIXME", "HACK", "UNDONE", "ReSharper", "pragma", "dotnet format", "csharpier", "Stryker"];
        if (marks.Any(m => text.StartsWith(m, StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }

        for (var i = 1; i < text.Length - 1; i++)
        {
            if (text[i] is '.' or '!' or '?' && text[i + 1] == ' ' && char.IsUpper(text, Math.Min(text.Length - 1, i + 2)))
            {
                text = text[..i];
                break;
            }
        }

        text = text.Replace('`', '\'').TrimEnd('.', ':', ',', ' ');
        if (text.Length <= Longest)
        {
            return text;
        }

        var cut = text.LastIndexOf(' ', Longest);
        return text[..(cut > 0 ? cut : Longest)].TrimEnd(',', ';', ':') + " …";
    }
}
