using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SmolCode.CodeAnalysis.Checks;

/// <summary>Counts brackets in a piece of code; those in comments and literals are none.</summary>
internal static class Brackets
{
    /// <summary>Openers without a closer and closers without an opener.</summary>
    internal static int Unmatched(string text)
    {
        var (openers, closers) = Scan(SyntaxFactory.ParseTokens(text));
        return openers + closers.Length;
    }

    /// <summary>The same for a whole tree.</summary>
    internal static int Unmatched(SyntaxNode root)
    {
        var (openers, closers) = Scan(root.DescendantTokens());
        return openers + closers.Length;
    }

    /// <summary>Closers without an opener, in their order.</summary>
    internal static string UnmatchedClosers(string text) => Scan(SyntaxFactory.ParseTokens(text)).Closers;

    /// <summary>The closers that are missing at the end of a text, and those that have no opener.</summary>
    internal static (string Missing, string Unmatched) Open(string text) => ScanOpen(SyntaxFactory.ParseTokens(text));

    private static (int Openers, string Closers) Scan(IEnumerable<SyntaxToken> tokens)
    {
        var (missing, closers) = ScanOpen(tokens);
        return (missing.Length, closers);
    }

    private static (string Missing, string Closers) ScanOpen(IEnumerable<SyntaxToken> tokens)
    {
        var open = new Stack<char>();
        var closers = new StringBuilder();
        foreach (var token in tokens)
        {
            if (token.HasLeadingTrivia)
            {
                foreach (var trivia in token.LeadingTrivia)
                {
                    if (trivia.IsKind(SyntaxKind.SkippedTokensTrivia) && trivia.GetStructure() is { } skipped)
                    {
                        foreach (var inner in skipped.DescendantTokens())
                        {
                            Take(inner);
                        }
                    }
                }
            }

            Take(token);
            if (token.HasTrailingTrivia)
            {
                foreach (var trivia in token.TrailingTrivia)
                {
                    if (trivia.IsKind(SyntaxKind.SkippedTokensTrivia) && trivia.GetStructure() is { } skipped)
                    {
                        foreach (var inner in skipped.DescendantTokens())
                        {
                            Take(inner);
                        }
                    }
                }
            }
        }

        return (string.Concat(open), closers.ToString());

        void Take(SyntaxToken token)
        {
            if (token.Span.IsEmpty)
            {
                return;
            }

            switch (token.Kind())
            {
                case SyntaxKind.OpenParenToken:
                    open.Push(')');
                    break;
                case SyntaxKind.OpenBracketToken:
                    open.Push(']');
                    break;
                case SyntaxKind.OpenBraceToken:
                    open.Push('}');
                    break;
                case SyntaxKind.CloseParenToken:
                    Close(')');
                    break;
                case SyntaxKind.CloseBracketToken:
                    Close(']');
                    break;
                case SyntaxKind.CloseBraceToken:
                    Close('}');
                    break;
            }
        }

        void Close(char closer)
        {
            if (open.TryPeek(out var expected) && expected == closer)
            {
                open.Pop();
            }
            else
            {
                closers.Append(closer);
            }
        }
    }
}
