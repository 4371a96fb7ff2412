using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SmolCode.CodeAnalysis.Explaining.Facts;

/// <summary>What can be said of all rounds of a loop, by the shape of its body alone: where that is not plain, the answer is no.</summary>
internal static class Rounds
{
    /// <summary>Every round comes to the node: it stands under no condition, and nothing before it can end the round.</summary>
    internal static bool AllComeTo(StatementSyntax body, SyntaxNode node)
    {
        for (var inner = node; inner != body && inner.Parent is { } parent; inner = parent)
        {
            if (IsConditional(parent, inner))
            {
                return false;
            }
        }

        return !FactContext.Within<StatementSyntax>(body, intoFunctions: false).Any(s => s.SpanStart < node.SpanStart && IsJump(s));
    }

    /// <summary>The loop is left, whatever happens, once the node was come to: there is no other round after it.</summary>
    internal static bool EndAfter(StatementSyntax body, SyntaxNode node)
    {
        for (var inner = node; ; inner = inner.Parent)
        {
            if (
                inner.Parent is BlockSyntax block
                && inner is StatementSyntax statement
                && block.Statements.Skip(block.Statements.IndexOf(statement)).Any(s => IsJump(s) && s is not ContinueStatementSyntax)
            )
            {
                return true;
            }

            if (inner is ReturnStatementSyntax or ThrowStatementSyntax)
            {
                return true;
            }

            if (inner == body || inner.Parent is null)
            {
                return false;
            }
        }
    }

    private static bool IsJump(StatementSyntax statement) =>
        statement
            is ReturnStatementSyntax
                or ThrowStatementSyntax
                or BreakStatementSyntax
                or ContinueStatementSyntax
                or GotoStatementSyntax
                or YieldStatementSyntax { Expression: null };

    private static bool IsConditional(SyntaxNode parent, SyntaxNode inner) =>
        parent switch
        {
            IfStatementSyntax choice => inner != choice.Condition,
            ConditionalExpressionSyntax choice => inner != choice.Condition,
            SwitchSectionSyntax or SwitchExpressionArmSyntax or CatchClauseSyntax or ElseClauseSyntax => true,
            ConditionalAccessExpressionSyntax access => inner != access.Expression,
            AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceAssignmentExpression } set => inner == set.Right,
            BinaryExpressionSyntax binary => inner == binary.Right
                && binary.Kind() is SyntaxKind.LogicalAndExpression or SyntaxKind.LogicalOrExpression or SyntaxKind.CoalesceExpression,
            _ => false,
        };
}
