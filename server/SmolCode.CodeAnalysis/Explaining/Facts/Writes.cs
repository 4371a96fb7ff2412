using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SmolCode.CodeAnalysis.Explaining.Facts;

/// <summary>Tells expressions that are written from those that are read.</summary>
internal static class Writes
{
    /// <summary>The expression is assigned, incremented, or handed over by ref or out.</summary>
    internal static bool Is(ExpressionSyntax expression)
    {
        ExpressionSyntax current = expression;
        while (
            current.Parent is MemberAccessExpressionSyntax { Name: var name } access && name == current
            || current.Parent is ParenthesizedExpressionSyntax
            || current.Parent is MemberBindingExpressionSyntax
        )
        {
            current = (ExpressionSyntax)current.Parent;
        }

        return current.Parent switch
        {
            AssignmentExpressionSyntax assignment => assignment.Left == current && assignment.Parent is not InitializerExpressionSyntax,
            PostfixUnaryExpressionSyntax postfix => postfix.Kind()
                is SyntaxKind.PostIncrementExpression
                    or SyntaxKind.PostDecrementExpression,
            PrefixUnaryExpressionSyntax prefix => prefix.Kind() is SyntaxKind.PreIncrementExpression or SyntaxKind.PreDecrementExpression,
            ArgumentSyntax { RefKindKeyword.RawKind: (int)SyntaxKind.RefKeyword or (int)SyntaxKind.OutKeyword } => true,
            ArgumentSyntax { Parent: TupleExpressionSyntax { Parent: AssignmentExpressionSyntax deconstruction } tuple } =>
                deconstruction.Left == tuple,
            _ => false,
        };
    }

    /// <summary>The value that the expression had before is used, too: <c>x += 1</c>, <c>x++</c>, or no write at all.</summary>
    internal static bool Reads(ExpressionSyntax expression) =>
        !Is(expression)
        || expression
            .AncestorsAndSelf()
            .OfType<ExpressionSyntax>()
            .FirstOrDefault(e => e.Parent is not MemberAccessExpressionSyntax)
            ?.Parent
            is not AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression };
}
