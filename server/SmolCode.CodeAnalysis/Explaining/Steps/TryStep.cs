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

        // Said as a block of its own, so that "if that throws" means this and nothing before it.
        var tried = writer.OfAll(statement.Block.Statements, depth + 1);
        if (!tried.IsEmpty)
        {
            steps.Add(StepWriter.Group(FactKind.Branch, "in a `try` block", statement, tried, statement.TryKeyword.Span));
        }

        foreach (var handler in statement.Catches)
        {
            steps.Add(
                StepWriter.Group(
                    FactKind.Catch,
                    Lead(writer.Context, handler, isFirst: handler == statement.Catches[0]),
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
                    "in any case, after that",
                    last,
                    writer.OfAll(always, depth + 1),
                    last.FinallyKeyword.Span
                )
            );
        }

        return steps.ToImmutable();
    }

    /// <summary>A clause that catches everything catches what those before it have left.</summary>
    private static string Lead(FactContext context, CatchClauseSyntax handler, bool isFirst)
    {
        var what = handler.Declaration switch
        {
            null => isFirst ? "any exception" : "any other exception",
            { Type: var type } when !isFirst && context.Type(type)?.ToDisplayString() == "System.Exception" =>
                $"any other {CodeQuote.Of(type)}",
            { Type: var type } => EnglishList.A(CodeQuote.Of(type)),
        };
        var when = handler.Filter is { } filter ? $" and {context.Conditions.Of(filter.FilterExpression)}" : "";
        return $"if that throws {what}{when}";
    }
}
