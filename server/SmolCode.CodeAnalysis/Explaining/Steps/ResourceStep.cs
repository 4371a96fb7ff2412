using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SmolCode.CodeAnalysis.Explaining.Wording;

namespace SmolCode.CodeAnalysis.Explaining.Steps;

/// <summary>A using statement: what is acquired, and when it is released.</summary>
internal static class ResourceStep
{
    internal static ImmutableArray<CodeFact> Of(StepWriter writer, UsingStatementSyntax statement, int depth)
    {
        var disposed = statement.AwaitKeyword.IsKind(SyntaxKind.AwaitKeyword) ? "disposed asynchronously" : "disposed";
        var head = TextSpan.FromBounds(statement.SpanStart, statement.CloseParenToken.Span.End);
        var acquired =
            statement.Declaration is { } declaration
                ? EnglishList.Of(declaration.Variables.Select(v => VariableStep.Begin(writer.Context, v)))
            : statement.Expression is { } expression ? $"takes {writer.Context.Expressions.Value(expression)}"
            : "takes a resource";
        var body = writer.Of(statement.Statement, depth);
        return [StepWriter.Step(FactKind.Resource, $"{acquired}, {disposed} after what follows", head, weight: 2), .. body];
    }
}
