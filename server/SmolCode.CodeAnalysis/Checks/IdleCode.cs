using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace SmolCode.CodeAnalysis.Checks;

/// <summary>
/// Code that the compiler accepts although it does nothing, or never comes to an end: a lone semicolon (the compiler's CS0642 warns of it
/// behind a condition only), an empty block where a statement stands, and a member that only calls or reads itself.
/// </summary>
internal static class IdleCode
{
    /// <summary>The first such code within the insertion, as an error; null when there is none.</summary>
    internal static CompilerError? First(SyntaxNode root, Func<SemanticModel> model, TextSpan inserted, CancellationToken cancellationToken)
    {
        foreach (var node in root.DescendantNodesAndSelf(n => n.FullSpan.IntersectsWith(inserted)))
        {
            var error = node switch
            {
                // Waiting in a loop's head, and a label at a block's end, need one.
                EmptyStatementSyntax { Parent: not (WhileStatementSyntax or ForStatementSyntax or LabeledStatementSyntax) } empty
                    when inserted.Contains(empty.Span) => new CompilerError("CS0642", "The statement is empty", empty.Span),
                BlockSyntax { Statements.Count: 0, Parent: BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax } block
                    when inserted.Contains(block.Span) => new CompilerError("CS0642", "The block is empty", block.Span),
                _ when Only(node) is { } only && only.Span.OverlapsWith(inserted) && IsOwn(only, model, cancellationToken) =>
                    new CompilerError("CA2011", $"'{only}' only comes back to itself, without an end", only.Span),
                _ => null,
            };
            if (error is not null)
            {
                return error;
            }
        }

        return null;
    }

    /// <summary>The one expression that a function or property consists of.</summary>
    private static ExpressionSyntax? Only(SyntaxNode node) =>
        node switch
        {
            ArrowExpressionClauseSyntax arrow => arrow.Expression,
            BlockSyntax
            {
                Parent: BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax,
                Statements: [var only]
            } => only switch
            {
                ReturnStatementSyntax statement => statement.Expression,
                ExpressionStatementSyntax statement => statement.Expression,
                _ => null,
            },
            _ => null,
        };

    private static bool IsOwn(ExpressionSyntax expression, Func<SemanticModel> model, CancellationToken cancellationToken)
    {
        var named = expression is AwaitExpressionSyntax awaited ? awaited.Expression : expression;
        named = named is InvocationExpressionSyntax call ? call.Expression : named;
        if (named is not (SimpleNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax }))
        {
            return false;
        }

        var symbol = model().GetSymbolInfo(named, cancellationToken).Symbol;
        var around = model().GetEnclosingSymbol(expression.SpanStart, cancellationToken) switch
        {
            // A method's name without a call is a value.
            IMethodSymbol { AssociatedSymbol: { } property } => property,
            IMethodSymbol method when named.Parent is InvocationExpressionSyntax => method,
            IPropertySymbol property => property,
            _ => null,
        };
        return symbol is not null
            && around is not null
            && SymbolEqualityComparer.Default.Equals(symbol.OriginalDefinition, around.OriginalDefinition);
    }
}
