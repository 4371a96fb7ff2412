using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SmolCode.CodeAnalysis.Explaining.Wording;

namespace SmolCode.CodeAnalysis.Explaining.Steps;

/// <summary>A function within the member: it runs where it is called.</summary>
internal static class LocalFunctionStep
{
    internal static ImmutableArray<CodeFact> Of(StepWriter writer, LocalFunctionStatementSyntax function, int depth)
    {
        var children = function.ExpressionBody is { } body
            ? BodySteps.OfExpression(writer, body.Expression, BodySteps.ReturnsNothing(writer.Context, function))
            : writer.Of(function.Body, depth + 1);
        return
        [
            StepWriter.Group(
                FactKind.LocalFunction,
                $"where the local function {CodeQuote.Of(function.Identifier.Text)} is called",
                function,
                children,
                TextSpan.FromBounds(function.SpanStart, function.ParameterList.Span.End)
            ),
        ];
    }
}
