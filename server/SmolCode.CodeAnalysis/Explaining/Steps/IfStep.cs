using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace SmolCode.CodeAnalysis.Explaining.Steps;

/// <summary>If and its else; an if that only ends the member early is a guard.</summary>
internal static class IfStep
{
    internal static ImmutableArray<CodeFact> Of(StepWriter writer, IfStatementSyntax statement, int depth)
    {
        var steps = ImmutableArray.CreateBuilder<CodeFact>();
        var lead = "if ";
        for (var current = statement; ; )
        {
            var children = writer.Of(current.Statement, depth + 1);
            var head = TextSpan.FromBounds(current.IfKeyword.SpanStart, current.CloseParenToken.Span.End);
            var condition = writer.Context.Conditions.Of(current.Condition);
            if (children.IsEmpty && current.Else is not null && lead == "if " && current.Else.Statement is not IfStatementSyntax)
            {
                // Nothing happens but otherwise.
                steps.Add(
                    StepWriter.Group(
                        FactKind.Branch,
                        "if " + writer.Context.Conditions.Of(current.Condition, negate: true),
                        current,
                        writer.Of(current.Else.Statement, depth + 1),
                        head
                    )
                );
                break;
            }

            steps.Add(StepWriter.Group(IsGuard(statement) ? FactKind.Guard : FactKind.Branch, lead + condition, current, children, head));
            if (current.Else is not { } otherwise)
            {
                break;
            }

            if (otherwise.Statement is IfStatementSyntax next)
            {
                current = next;
                lead = "otherwise, if ";
                continue;
            }

            var rest = writer.Of(otherwise.Statement, depth + 1);
            if (!rest.IsEmpty)
            {
                steps.Add(StepWriter.Group(FactKind.Branch, "otherwise", otherwise, rest, otherwise.ElseKeyword.Span));
            }

            break;
        }

        return steps.ToImmutable();
    }

    /// <summary>Nothing but a throw, a return or the like.</summary>
    private static bool IsGuard(IfStatementSyntax statement) =>
        statement.Else is null
        && (statement.Statement is BlockSyntax { Statements: [var only] } ? only : statement.Statement)
            is ThrowStatementSyntax
                or ReturnStatementSyntax
                or ContinueStatementSyntax
                or BreakStatementSyntax
                or YieldStatementSyntax { Expression: null };
}
