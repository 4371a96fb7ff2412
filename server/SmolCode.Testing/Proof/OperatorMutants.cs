using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace SmolCode.Testing.Proof;

/// <summary>Other operators that could have been written between two operands.</summary>
internal static class OperatorMutants
{
    /// <summary>The changed expressions, and what changed.</summary>
    public static IEnumerable<(ExpressionSyntax, string)> Of(BinaryExpressionSyntax node, ExpressionFacts facts)
    {
        var numbers = facts.IsNumber(node.Left) && facts.IsNumber(node.Right);
        (SyntaxKind, SyntaxKind)[] swaps = node.Kind() switch
        {
            SyntaxKind.LessThanExpression when numbers =>
            [
                (SyntaxKind.LessThanOrEqualExpression, SyntaxKind.LessThanEqualsToken),
                (SyntaxKind.GreaterThanOrEqualExpression, SyntaxKind.GreaterThanEqualsToken),
            ],
            SyntaxKind.LessThanOrEqualExpression when numbers =>
            [
                (SyntaxKind.LessThanExpression, SyntaxKind.LessThanToken),
                (SyntaxKind.GreaterThanExpression, SyntaxKind.GreaterThanToken),
            ],
            SyntaxKind.GreaterThanExpression when numbers =>
            [
                (SyntaxKind.GreaterThanOrEqualExpression, SyntaxKind.GreaterThanEqualsToken),
                (SyntaxKind.LessThanOrEqualExpression, SyntaxKind.LessThanEqualsToken),
            ],
            SyntaxKind.GreaterThanOrEqualExpression when numbers =>
            [
                (SyntaxKind.GreaterThanExpression, SyntaxKind.GreaterThanToken),
                (SyntaxKind.LessThanExpression, SyntaxKind.LessThanToken),
            ],
            SyntaxKind.EqualsExpression => [(SyntaxKind.NotEqualsExpression, SyntaxKind.ExclamationEqualsToken)],
            SyntaxKind.NotEqualsExpression => [(SyntaxKind.EqualsExpression, SyntaxKind.EqualsEqualsToken)],
            SyntaxKind.AddExpression when numbers => [(SyntaxKind.SubtractExpression, SyntaxKind.MinusToken)],
            SyntaxKind.SubtractExpression when numbers => [(SyntaxKind.AddExpression, SyntaxKind.PlusToken)],
            SyntaxKind.MultiplyExpression when numbers => [(SyntaxKind.DivideExpression, SyntaxKind.SlashToken)],
            SyntaxKind.DivideExpression when numbers => [(SyntaxKind.MultiplyExpression, SyntaxKind.AsteriskToken)],
            SyntaxKind.ModuloExpression when numbers => [(SyntaxKind.MultiplyExpression, SyntaxKind.AsteriskToken)],
            SyntaxKind.LeftShiftExpression when numbers => [(SyntaxKind.RightShiftExpression, SyntaxKind.GreaterThanGreaterThanToken)],
            SyntaxKind.RightShiftExpression when numbers => [(SyntaxKind.LeftShiftExpression, SyntaxKind.LessThanLessThanToken)],
            SyntaxKind.BitwiseAndExpression when numbers => [(SyntaxKind.BitwiseOrExpression, SyntaxKind.BarToken)],
            SyntaxKind.BitwiseOrExpression when numbers => [(SyntaxKind.BitwiseAndExpression, SyntaxKind.AmpersandToken)],
            SyntaxKind.ExclusiveOrExpression when numbers => [(SyntaxKind.BitwiseAndExpression, SyntaxKind.AmpersandToken)],
            _ => [],
        };
        // In a condition the negation is there already.
        var negated = IsNegatedAnyway(node);
        foreach (var (kind, token) in swaps)
        {
            var isNegation =
                kind is SyntaxKind.NotEqualsExpression or SyntaxKind.EqualsExpression
                || (numbers && swaps.Length == 2 && kind == swaps[1].Item1);
            if (!(negated && isNegation))
            {
                var changed = WithOperator(node, kind, token);
                yield return (changed, $"{node.OperatorToken.Text} → {changed.OperatorToken.Text}");
            }
        }
    }

    private static bool IsNegatedAnyway(BinaryExpressionSyntax node)
    {
        SyntaxNode current = node;
        while (current.Parent is ParenthesizedExpressionSyntax)
        {
            current = current.Parent;
        }

        return current.Parent switch
        {
            IfStatementSyntax or WhileStatementSyntax or ForStatementSyntax or DoStatementSyntax => true,
            ConditionalExpressionSyntax c => c.Condition == current,
            BinaryExpressionSyntax b => b.Kind() is SyntaxKind.LogicalAndExpression or SyntaxKind.LogicalOrExpression,
            _ => false,
        };
    }

    /// <summary>The expression with another operator.</summary>
    public static BinaryExpressionSyntax WithOperator(BinaryExpressionSyntax node, SyntaxKind kind, SyntaxKind token) =>
        BinaryExpression(kind, node.Left, Token(node.OperatorToken.LeadingTrivia, token, node.OperatorToken.TrailingTrivia), node.Right);

    /// <summary>Another operator for an assignment that computes; null when it does not.</summary>
    public static string? OfAssignment(ExpressionSyntax expression) =>
        expression.Kind() switch
        {
            SyntaxKind.AddAssignmentExpression => "-=",
            SyntaxKind.SubtractAssignmentExpression => "+=",
            SyntaxKind.MultiplyAssignmentExpression => "/=",
            SyntaxKind.DivideAssignmentExpression => "*=",
            _ => null,
        };
}
