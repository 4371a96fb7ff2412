using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SmolCode.CodeAnalysis.Holes;

/// <summary>Whether a whole block is wanted: the cursor stands in an empty body.</summary>
internal static class BlockHole
{
    /// <summary>
    /// The cursor is behind the brace that opened a block, at the end of that line or on an empty line after it, and the block is empty
    /// or was never closed; or it is on an empty line after a member's header that has no body yet.
    /// </summary>
    internal static bool Find(LeftContext left, string lineSuffix)
    {
        if (left.Token == default || left.WordStart != left.Position || !string.IsNullOrWhiteSpace(lineSuffix))
        {
            return false;
        }

        var line = left.Text.Lines.GetLineFromPosition(left.Position);
        var tokenLine = left.Text.Lines.GetLineFromPosition(left.Token.Span.End - 1);
        var between = left.Text.ToString(
            new Microsoft.CodeAnalysis.Text.TextSpan(left.Token.Span.End, left.Position - left.Token.Span.End)
        );
        if (!string.IsNullOrWhiteSpace(between))
        {
            return false;
        }

        return left.Token.IsKind(SyntaxKind.OpenBraceToken)
            ? IsEmptyBlock(left.Token)
            : tokenLine.LineNumber < line.LineNumber && IsHeaderWithoutBody(left.Token);
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
