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
                ? EnglishList.Of(
                    declaration.Variables.Select(v =>
                        v.Initializer is { } from
                            ? $"{writer.Context.Expressions.Value(from.Value)} as {CodeQuote.Of(v.Identifier.Text)}"
                            : CodeQuote.Of(v.Identifier.Text)
                    )
                )
            : statement.Expression is { } expression ? writer.Context.Expressions.Value(expression)
            : "a resource";
        var inside = writer.Of(statement.Statement, depth + 1);
        if (inside.IsEmpty && statement.Expression is { } only)
        {
            // It is there for what happens at its end alone.
            var released = disposed == "disposed" ? "disposes" : "asynchronously disposes";
            return [StepWriter.Step(FactKind.Resource, $"{released} {writer.Context.Expressions.Value(only)}", statement)];
        }

        return
        [
            StepWriter.Group(FactKind.Resource, $"with {acquired}, which is {disposed} at the end", statement, inside, head) with
            {
                Weight = 2,
            },
        ];
    }
}
