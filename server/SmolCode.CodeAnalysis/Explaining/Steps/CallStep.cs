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

        if (expression is InvocationExpressionSyntax call && writer.Context.Expressions.Check(call) is { } check)
        {
            return [StepWriter.Guard(check, statement)];
        }

        if (
            expression is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.Text: "_" }, Right: var kept }
            && ExpressionWording.Strip(kept)
                is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression, Right: ThrowExpressionSyntax thrown } coalesce
        )
        {
            return
            [
                StepWriter.Guard(
                    new(
                        $"throws {writer.Context.Expressions.Thrown(thrown.Expression)}",
                        $"{CodeQuote.Of(ExpressionWording.Strip(coalesce.Left))} is null"
                    ),
                    statement
                ),
            ];
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
