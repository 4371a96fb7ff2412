using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace SmolCode.CodeAnalysis.Holes;

/// <summary>Whether several lines are wanted: an empty body, or what is left of a body up to its end.</summary>
internal static class BlockHole
{
    /// <summary>
    /// Nothing follows in the cursor's line, and the cursor is behind the brace that opened a block, which is empty or was never closed; or
    /// on an empty line after a member's header that has no body yet; or on an empty line that nothing but the end of its block follows.
    /// </summary>
    internal static bool Find(LeftContext left, string lineSuffix)
    {
        if (left.Token == default || left.WordStart != left.Position || !string.IsNullOrWhiteSpace(lineSuffix))
        {
            return false;
        }

        var line = left.Text.Lines.GetLineFromPosition(left.Position);
        var isEmptyLine = IsBlank(left.Text, line.Start, left.Position);
        if (!isEmptyLine && !IsBlank(left.Text, left.Token.Span.End, left.Position))
        {
            return false;
        }

        return (left.Token.IsKind(SyntaxKind.OpenBraceToken) && IsEmptyBlock(left.Token))
            || (isEmptyLine && (IsHeaderWithoutBody(left.Token) || (EndsStatementOrMember(left.Token) && IsBeforeClose(left))));
    }

    private static bool IsBlank(SourceText text, int start, int end) =>
        start >= end || string.IsNullOrWhiteSpace(text.ToString(TextSpan.FromBounds(start, end)));

    private static bool EndsStatementOrMember(SyntaxToken token) =>
        token.Kind() switch
        {
            SyntaxKind.SemicolonToken => token.Parent is StatementSyntax or MemberDeclarationSyntax or PropertyDeclarationSyntax,
            SyntaxKind.CloseBraceToken => token.Parent
                is BlockSyntax { Parent: not AnonymousFunctionExpressionSyntax }
                    or BaseTypeDeclarationSyntax
                    or AccessorListSyntax
                    or SwitchStatementSyntax,
            _ => false,
        };

    /// <summary>Only the brace that closes the block stands between the cursor and what is outside.</summary>
    private static bool IsBeforeClose(LeftContext left)
    {
        var position = left.Position;
        while (position < left.Text.Length && char.IsWhiteSpace(left.Text[position]))
        {
            position++;
        }

        return position < left.Text.Length && left.Text[position] == '}';
    }

    private static bool IsEmptyBlock(SyntaxToken open)
    {
        if (
            open.Parent
            is not (BlockSyntax or BaseTypeDeclarationSyntax or NamespaceDeclarationSyntax or SwitchStatementSyntax or AccessorListSyntax)
        )
        {
            return false;
        }

        var close = open.Parent switch
        {
            BlockSyntax b => b.CloseBraceToken,
            BaseTypeDeclarationSyntax t => t.CloseBraceToken,
            NamespaceDeclarationSyntax n => n.CloseBraceToken,
            SwitchStatementSyntax s => s.CloseBraceToken,
            AccessorListSyntax a => a.CloseBraceToken,
            _ => default,
        };
        return close.IsMissing || open.GetNextToken() == close;
    }

    private static bool IsHeaderWithoutBody(SyntaxToken token) =>
        token.Parent switch
        {
            ParameterListSyntax { Parent: BaseMethodDeclarationSyntax { Body: null, ExpressionBody: null } method } list => token
                == list.CloseParenToken
                && method.SemicolonToken.IsMissing,
            _ => false,
        };
}
