using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace SmolCode.CodeAnalysis.Explaining.Facts;

/// <summary>Tells expressions that are written from those that are read.</summary>
internal static class Writes
{
    /// <summary>The expression is assigned, incremented, or handed over by ref or out.</summary>
    internal static bool Is(FactContext context, ExpressionSyntax expression)
    {
        ExpressionSyntax current = expression;
        while (
            current.Parent is MemberAccessExpressionSyntax { Name: var name } access && name == current
            // A field of a struct that is kept here is a part of it.
            || current.Parent is MemberAccessExpressionSyntax { Expression: var whole }
                && whole == current
                && IsKeptStruct(context, current)
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
            ArgumentSyntax { RefKindKeyword.RawKind: (int)SyntaxKind.OutKeyword } => true,
            ArgumentSyntax { RefKindKeyword.RawKind: (int)SyntaxKind.RefKeyword } argument => MayChange(context, argument),
            ArgumentSyntax { Parent: TupleExpressionSyntax tuple } => IsTarget(tuple),
            _ => false,
        };
    }

    /// <summary>The value that the expression had before is used, too: <c>x += 1</c>, <c>x++</c>, or no write at all.</summary>
    internal static bool Reads(FactContext context, ExpressionSyntax expression) =>
        // What another name is given to may be read by it, or written.
        !(expression.Parent is RefExpressionSyntax) && !Is(context, expression)
        || Is(context, expression)
            && expression
                .AncestorsAndSelf()
                .OfType<ExpressionSyntax>()
                .FirstOrDefault(e => e.Parent is not MemberAccessExpressionSyntax)
                ?.Parent
                is not AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression };

    private static bool IsTarget(TupleExpressionSyntax tuple) =>
        tuple.Parent switch
        {
            AssignmentExpressionSyntax deconstruction => deconstruction.Left == tuple,
            ArgumentSyntax { Parent: TupleExpressionSyntax around } => IsTarget(around),
            _ => false,
        };

    private static bool IsKeptStruct(FactContext context, ExpressionSyntax expression) =>
        context.Symbol(expression)
            is IFieldSymbol { Type: { IsValueType: true, TypeKind: TypeKind.Struct } }
                or ILocalSymbol { Type: { IsValueType: true, TypeKind: TypeKind.Struct } };

    /// <summary>A reference that is handed over may be for reading alone.</summary>
    private static bool MayChange(FactContext context, ArgumentSyntax argument) =>
        context.Model.GetOperation(argument, context.CancellationToken)
            is IArgumentOperation { Parameter: { RefKind: RefKind.Ref } parameter }
        && parameter.ContainingSymbol is not { Name: "Read", ContainingType.Name: "Volatile" or "Interlocked" };
}
