using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SmolCode.CodeAnalysis.Explaining.Wording;

namespace SmolCode.CodeAnalysis.Explaining.Steps;

/// <summary>A lock statement.</summary>
internal static class LockStep
{
    internal static ImmutableArray<CodeFact> Of(StepWriter writer, LockStatementSyntax statement, int depth) =>
        [
            StepWriter.Group(
                FactKind.Lock,
                $"holding the lock on {CodeQuote.Of(statement.Expression)}",
                statement,
                writer.Of(statement.Statement, depth + 1),
                TextSpan.FromBounds(statement.SpanStart, statement.CloseParenToken.Span.End)
            ) with
            {
                Weight = 2,
            },
        ];
}
