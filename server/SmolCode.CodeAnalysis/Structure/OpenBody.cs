using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SmolCode.CodeAnalysis.Structure;

/// <summary>A method whose body is to be written at the cursor.</summary>
/// <param name="Method">The method.</param>
/// <param name="Before">What stands before an expression that it returns.</param>
/// <param name="After">What stands behind it.</param>
internal sealed record OpenBody(IMethodSymbol Method, string Before, string After)
{
    /// <summary>In an empty block, behind <c>return</c> as all of it, behind an arrow, or behind the header; null elsewhere.</summary>
    public static OpenBody? At(StructuralPlace place)
    {
        var token = place.Left.Token;
        var (method, before, after) = (token.Kind(), token.Parent, place.Typed.TrimEnd()) switch
        {
            (SyntaxKind.OpenBraceToken, BlockSyntax { Parent: BaseMethodDeclarationSyntax m } block, "") when IsEmpty(block, place) => (
                m,
                "return ",
                ";"
            ),
            (
                SyntaxKind.ReturnKeyword,
                ReturnStatementSyntax { Parent: BlockSyntax { Parent: BaseMethodDeclarationSyntax m } block },
                "return"
            ) when block.Statements[0] == token.Parent && place.Typed.EndsWith(' ') => (m, "", ";"),
            (SyntaxKind.EqualsGreaterThanToken, ArrowExpressionClauseSyntax { Parent: BaseMethodDeclarationSyntax m }, _)
                when IsAtCursor(token, place) => (m, place.Hole.LinePrefix.EndsWith('>') ? " " : "", ";"),
            (
                SyntaxKind.CloseParenToken,
                ParameterListSyntax { Parent: BaseMethodDeclarationSyntax { Body: null, ExpressionBody: null } m },
                [.., ')']
            ) when IsAtCursor(token, place) && m is not ConstructorDeclarationSyntax => Header(m, place),
            _ => ((BaseMethodDeclarationSyntax?)null, "", ""),
        };
        return method is not null && (place.Declared(method) ?? place.Method) is IMethodSymbol symbol
            ? new OpenBody(symbol, before, after)
            : null;
    }

    private static bool IsEmpty(BlockSyntax block, StructuralPlace place) =>
        !block.Statements.Any(s => !s.GetFirstToken(includeZeroWidth: true).IsMissing && s.SpanStart < place.Hole.Position)
        && (block.CloseBraceToken.IsMissing || block.Statements.Count == 0);

    private static bool IsAtCursor(SyntaxToken token, StructuralPlace place) =>
        token.Span.End >= place.LineStart && place.Left.WordStart == place.Hole.Position;

    private static (BaseMethodDeclarationSyntax, string, string) Header(BaseMethodDeclarationSyntax method, StructuralPlace place)
    {
        var space = place.Hole.LinePrefix.EndsWith(' ') ? "" : " ";
        return place.Style.ExpressionBodies
            ? (method, $"{space}=> ", ";")
            : (method, $"{place.Style.OpenBrace(place.Indentation)}\n{place.Indentation}{place.Unit}return ", $";\n{place.Indentation}}}");
    }
}
