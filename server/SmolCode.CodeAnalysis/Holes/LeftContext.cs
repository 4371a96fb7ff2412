using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace SmolCode.CodeAnalysis.Holes;

/// <summary>
/// What stands left of the cursor. A hole is told by it alone: right of the cursor the tree of a file that is being typed is arbitrary.
/// </summary>
/// <param name="Root">The tree.</param>
/// <param name="Text">The text.</param>
/// <param name="Position">The cursor.</param>
/// <param name="WordStart">Start of the word that the cursor stands in or after.</param>
/// <param name="Token">The token left of the word; default at the start of the file.</param>
internal sealed record LeftContext(SyntaxNode Root, SourceText Text, int Position, int WordStart, SyntaxToken Token)
{
    /// <summary>Looks left from a position.</summary>
    internal static LeftContext At(SyntaxNode root, SourceText text, int position)
    {
        var wordStart = position;
        while (wordStart > 0 && SyntaxFacts.IsIdentifierPartCharacter(text[wordStart - 1]))
        {
            wordStart--;
        }

        if (wordStart < position && char.IsAsciiDigit(text[wordStart]))
        {
            wordStart = position;
        }
        else if (wordStart > 0 && text[wordStart - 1] == '@')
        {
            wordStart--;
        }

        return new LeftContext(root, text, position, wordStart, TokenLeftOf(root, wordStart));
    }

    /// <summary>The last token that ends at or before the position; tokens that the parser skipped count.</summary>
    internal static SyntaxToken TokenLeftOf(SyntaxNode root, int position)
    {
        if (position <= 0 || root.FullSpan.Length == 0)
        {
            return default;
        }

        var token = root.FindToken(Math.Min(position, root.FullSpan.End) - 1, findInsideTrivia: false);
        // The parser hangs what it can't use into trivia.
        var skipped = SkippedBefore(token, position);
        if (skipped != default)
        {
            return skipped;
        }

        while (token != default && (token.Span.End > position || token.Span.IsEmpty))
        {
            var previous = token.GetPreviousToken(includeZeroWidth: false, includeSkipped: false);
            skipped = previous == default ? default : SkippedBefore(previous, position);
            if (skipped != default && skipped.SpanStart > previous.SpanStart)
            {
                return skipped;
            }

            token = previous;
        }

        return token;
    }

    /// <summary>The token before a node.</summary>
    internal static SyntaxToken Before(SyntaxNode node) => node.GetFirstToken().GetPreviousToken();

    private static SyntaxToken SkippedBefore(SyntaxToken token, int position)
    {
        SyntaxToken result = default;
        foreach (var trivia in token.LeadingTrivia.Concat(token.TrailingTrivia))
        {
            if (trivia.IsKind(SyntaxKind.SkippedTokensTrivia) && trivia.GetStructure() is { } structure)
            {
                foreach (var skipped in structure.DescendantTokens())
                {
                    if (
                        skipped.Span.End <= position
                        && !skipped.Span.IsEmpty
                        && skipped.SpanStart >= (token.Span.End <= position ? token.Span.End : 0)
                    )
                    {
                        result = skipped;
                    }
                }
            }
        }

        return result;
    }
}
