using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SmolCode.CodeAnalysis;

/// <summary>Closes the blocks that a text leaves open: a near miss with one certain fix.</summary>
public static class MissingBraces
{
    /// <summary>
    /// The text with the braces that it lacks, each on a line of its own below the line that opened it. Null when none is missing, or
    /// something else is open as well.
    /// </summary>
    /// <param name="text">Code with '\n' newlines.</param>
    /// <param name="indentation">White space before its first line.</param>
    public static string? Append(string text, string indentation)
    {
        ArgumentNullException.ThrowIfNull(text);
        var open = new Stack<SyntaxToken>();
        foreach (var token in SyntaxFactory.ParseTokens(text))
        {
            if (token.Kind() is SyntaxKind.OpenBraceToken or SyntaxKind.OpenParenToken or SyntaxKind.OpenBracketToken)
            {
                open.Push(token);
            }
            else if (token.Kind() is SyntaxKind.CloseBraceToken or SyntaxKind.CloseParenToken or SyntaxKind.CloseBracketToken)
            {
                if (!open.TryPop(out var opener) || opener.RawKind != Opener(token.Kind()))
                {
                    return null;
                }
            }
        }

        if (open.Count == 0 || open.Any(t => !t.IsKind(SyntaxKind.OpenBraceToken)))
        {
            return null;
        }

        var closed = new StringBuilder(text.TrimEnd());
        foreach (var opener in open)
        {
            closed.Append('\n').Append(IndentationAt(text, opener.SpanStart, indentation)).Append('}');
        }

        return closed.ToString();
    }

    private static int Opener(SyntaxKind closer) =>
        (int)(
            closer switch
            {
                SyntaxKind.CloseBraceToken => SyntaxKind.OpenBraceToken,
                SyntaxKind.CloseParenToken => SyntaxKind.OpenParenToken,
                _ => SyntaxKind.OpenBracketToken,
            }
        );

    private static string IndentationAt(string text, int position, string first)
    {
        var start = text.LastIndexOf('\n', Math.Max(0, position - 1)) + 1;
        if (start == 0)
        {
            return first;
        }

        var end = start;
        while (end < text.Length && text[end] is ' ' or '\t')
        {
            end++;
        }

        return text[start..end];
    }
}
