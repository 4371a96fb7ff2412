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

    /// <summary>Opening braces less closing ones, whatever other brackets are around.</summary>
    internal static int SurplusBraces(SyntaxNode root) =>
        Written(root.DescendantTokens())
            .Sum(t =>
                t.IsKind(SyntaxKind.OpenBraceToken) ? 1
                : t.IsKind(SyntaxKind.CloseBraceToken) ? -1
                : 0
            );

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
        foreach (var token in Written(tokens))
        {
            Take(token);
        }

        return (string.Concat(open), closers.ToString());

        void Take(SyntaxToken token)
        {
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

    /// <summary>Tokens that stand in the text, those that the parser skipped included.</summary>
    private static IEnumerable<SyntaxToken> Written(IEnumerable<SyntaxToken> tokens)
    {
        foreach (var token in tokens)
        {
            foreach (var skipped in Skipped(token.HasLeadingTrivia, token.LeadingTrivia))
            {
                yield return skipped;
            }

            if (!token.Span.IsEmpty)
            {
                yield return token;
            }

            foreach (var skipped in Skipped(token.HasTrailingTrivia, token.TrailingTrivia))
            {
                yield return skipped;
            }
        }

        static IEnumerable<SyntaxToken> Skipped(bool isAny, SyntaxTriviaList trivia) =>
            isAny
                ? trivia
                    .Where(t => t.IsKind(SyntaxKind.SkippedTokensTrivia))
                    .SelectMany(t => t.GetStructure()?.DescendantTokens() ?? [])
                    .Where(t => !t.Span.IsEmpty)
                : [];
    }
}
