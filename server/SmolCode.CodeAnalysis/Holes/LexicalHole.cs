using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SmolCode.CodeAnalysis.Holes;

/// <summary>Holes where no syntax tree reaches: comments, literals, directives.</summary>
internal static class LexicalHole
{
    /// <summary>The kind, or null when the cursor stands in code.</summary>
    internal static HoleKind? Find(SyntaxNode root, int position) => FindTrivia(root, position) ?? FindLiteral(root, position);

    private static HoleKind? FindTrivia(SyntaxNode root, int position)
    {
        if (position == 0)
        {
            return null;
        }

        var trivia = root.FindTrivia(position - 1, findInsideTrivia: false);
        switch (trivia.Kind())
        {
            case SyntaxKind.SingleLineCommentTrivia:
                return trivia.SpanStart + 2 <= position ? HoleKind.Comment : null;
            case SyntaxKind.MultiLineCommentTrivia:
                return
                    trivia.SpanStart + 2 <= position
                    && (position < trivia.Span.End || !trivia.ToString().EndsWith("*/", StringComparison.Ordinal))
                    ? HoleKind.Comment
                    : null;
            case SyntaxKind.SingleLineDocumentationCommentTrivia:
                // It includes its newline; the line after it is code.
                return root.SyntaxTree.GetText()[position - 1] is '\n' or '\r' && position >= trivia.FullSpan.End
                    ? null
                    : HoleKind.DocComment;
            case SyntaxKind.MultiLineDocumentationCommentTrivia:
                return position < trivia.FullSpan.End || !trivia.ToFullString().EndsWith("*/", StringComparison.Ordinal)
                    ? HoleKind.DocComment
                    : null;
            case SyntaxKind.DisabledTextTrivia:
                return HoleKind.Preprocessor;
            default:
                return trivia.IsDirective && !(root.SyntaxTree.GetText()[position - 1] is '\n' or '\r' && position >= trivia.FullSpan.End)
                    ? HoleKind.Preprocessor
                    : null;
        }
    }

    private static HoleKind? FindLiteral(SyntaxNode root, int position)
    {
        if (position == 0)
        {
            return null;
        }

        var token = root.FindToken(position - 1);
        switch (token.Kind())
        {
            case SyntaxKind.StringLiteralToken:
            case SyntaxKind.Utf8StringLiteralToken:
            case SyntaxKind.CharacterLiteralToken:
            case SyntaxKind.SingleLineRawStringLiteralToken:
            case SyntaxKind.MultiLineRawStringLiteralToken:
            case SyntaxKind.Utf8SingleLineRawStringLiteralToken:
            case SyntaxKind.Utf8MultiLineRawStringLiteralToken:
                return position > token.SpanStart && (position < token.Span.End || !IsTerminated(token)) ? HoleKind.String : null;
            case SyntaxKind.InterpolatedStringTextToken:
                return HoleKind.String;
            case SyntaxKind.InterpolatedStringStartToken:
            case SyntaxKind.InterpolatedVerbatimStringStartToken:
            case SyntaxKind.InterpolatedSingleLineRawStringStartToken:
            case SyntaxKind.InterpolatedMultiLineRawStringStartToken:
                return position == token.Span.End ? HoleKind.String : null;
            case SyntaxKind.CloseBraceToken when token.Parent is InterpolationSyntax && position == token.Span.End:
                return HoleKind.String;
            default:
                return null;
        }
    }

    private static bool IsTerminated(SyntaxToken token)
    {
        if (token.GetDiagnostics().Any(d => d.Severity == DiagnosticSeverity.Error))
        {
            return false;
        }

        return token.Text.Length > 1;
    }
}
