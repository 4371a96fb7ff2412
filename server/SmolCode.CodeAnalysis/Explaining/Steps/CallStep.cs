using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SmolCode.CodeAnalysis.Explaining.Wording;

namespace SmolCode.CodeAnalysis.Explaining.Steps;

/// <summary>A statement that is one expression: a call, an assignment, an increment.</summary>
internal static class CallStep
{
    internal static ImmutableArray<CodeFact> Of(StepWriter writer, ExpressionStatementSyntax statement)
    {
        var expression = ExpressionWording.Strip(statement.Expression);
        if (expression.IsMissing || expression.Span.Length == 0)
        {
            return [];
        }

        if (expression is InvocationExpressionSyntax call && writer.Context.Expressions.ArgumentCheck(call) is { } check)
        {
            return [StepWriter.Step(FactKind.Guard, check, statement)];
        }

        if (
            expression is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.Text: "_" }, Right: var kept }
            && ExpressionWording.Strip(kept)
                is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression, Right: ThrowExpressionSyntax }
        )
        {
            return [StepWriter.Step(FactKind.Guard, writer.Context.Expressions.Action(expression), statement)];
        }

        return
        [
            StepWriter.Step(
                expression is AssignmentExpressionSyntax or PostfixUnaryExpressionSyntax or PrefixUnaryExpressionSyntax
                    ? FactKind.Assignment
                    : FactKind.Call,
                writer.Context.Expressions.Action(expression),
                statement
            ),
        ];
    }
}
