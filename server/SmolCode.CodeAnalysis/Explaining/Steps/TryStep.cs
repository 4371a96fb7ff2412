using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SmolCode.CodeAnalysis.Explaining.Wording;

namespace SmolCode.CodeAnalysis.Explaining.Steps;

/// <summary>Try with what it catches and what it does in any case.</summary>
internal static class TryStep
{
    internal static ImmutableArray<CodeFact> Of(StepWriter writer, TryStatementSyntax statement, int depth)
    {
        var steps = ImmutableArray.CreateBuilder<CodeFact>();

        // What is tried is what the code is about: told at the level it stands on, what happens otherwise after it.
        steps.AddRange(writer.OfAll(statement.Block.Statements, depth));
        foreach (var handler in statement.Catches)
        {
            steps.Add(
                StepWriter.Group(
                    FactKind.Catch,
                    Lead(writer.Context, handler),
                    handler,
                    writer.OfAll(handler.Block.Statements, depth + 1),
                    TextSpan.FromBounds(handler.CatchKeyword.SpanStart, handler.Block.OpenBraceToken.SpanStart)
                ) with
                {
                    Weight = 2,
                }
            );
        }

        if (statement.Finally is { Block.Statements: { Count: > 0 } always } last)
        {
            steps.Add(
                StepWriter.Group(
                    FactKind.Finally,
                    "in any case, at the end",
                    last,
                    writer.OfAll(always, depth + 1),
                    last.FinallyKeyword.Span
                )
            );
        }

        return steps.ToImmutable();
    }

    private static string Lead(FactContext context, CatchClauseSyntax handler)
    {
        var what = handler.Declaration is { } declaration ? $"{EnglishList.A(CodeQuote.Of(declaration.Type))}" : "any exception";
        var when = handler.Filter is { } filter ? $" and {context.Conditions.Of(filter.FilterExpression)}" : "";
        return $"if that throws {what}{when}";
    }
}
