using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace SmolCode.CodeAnalysis.Checks;

/// <summary>
/// Methods, local functions and lambdas that are declared <c>async</c> and await nothing, which newer compilers no longer warn of (CS1998).
/// One whose body is still empty, or that yields, is none.
/// </summary>
internal static class AsyncWithoutAwait
{
    /// <summary>The first that the insertion declares, or writes all of, as an error; null when there is none.</summary>
    internal static CompilerError? First(SyntaxNode root, TextSpan inserted)
    {
        foreach (var node in root.DescendantNodes(n => n.FullSpan.IntersectsWith(inserted)))
        {
            var (modifier, body) = node switch
            {
                MethodDeclarationSyntax method => (Async(method.Modifiers), method.Body ?? (SyntaxNode?)method.ExpressionBody),
                LocalFunctionStatementSyntax function => (Async(function.Modifiers), function.Body ?? (SyntaxNode?)function.ExpressionBody),
                AnonymousFunctionExpressionSyntax lambda => (lambda.AsyncKeyword, lambda.Body),
                _ => default,
            };
            if (
                modifier.IsKind(SyntaxKind.AsyncKeyword)
                && (inserted.Contains(modifier.Span) || IsWritten(body, inserted))
                && body is not (null or BlockSyntax { Statements.Count: 0 })
                && !Own(body).Any(IsAwaitOrYield)
            )
            {
                return new CompilerError("CS1998", "The function is async and awaits nothing", modifier.Span);
            }
        }

        return null;
    }

    // All of the body is the insertion's, and its last statement ends it: nothing can be awaited any more.
    private static bool IsWritten(SyntaxNode? body, TextSpan inserted) =>
        body is BlockSyntax { Statements: [var first, .., ReturnStatementSyntax or ThrowStatementSyntax] }
            ? inserted.Contains(first.SpanStart)
            : body is BlockSyntax { Statements: [ReturnStatementSyntax or ThrowStatementSyntax] } block
                && inserted.Contains(block.Statements[0].SpanStart);

    private static SyntaxToken Async(SyntaxTokenList modifiers) => modifiers.FirstOrDefault(m => m.IsKind(SyntaxKind.AsyncKeyword));

    private static IEnumerable<SyntaxNode> Own(SyntaxNode body) =>
        body.DescendantNodesAndSelf(n => n is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax));

    private static bool IsAwaitOrYield(SyntaxNode node) =>
        node switch
        {
            AwaitExpressionSyntax or YieldStatementSyntax => true,
            CommonForEachStatementSyntax loop => loop.AwaitKeyword.IsKind(SyntaxKind.AwaitKeyword),
            UsingStatementSyntax statement => statement.AwaitKeyword.IsKind(SyntaxKind.AwaitKeyword),
            LocalDeclarationStatementSyntax declaration => declaration.AwaitKeyword.IsKind(SyntaxKind.AwaitKeyword),
            _ => false,
        };
}
