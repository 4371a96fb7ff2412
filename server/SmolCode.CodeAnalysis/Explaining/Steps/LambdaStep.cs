using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SmolCode.CodeAnalysis.Explaining.Wording;

namespace SmolCode.CodeAnalysis.Explaining.Steps;

/// <summary>Functions with a body of their own that a statement hands on or keeps: what they do once they are called.</summary>
internal static class LambdaStep
{
    internal static ImmutableArray<CodeFact> Of(StepWriter writer, StatementSyntax statement, int depth) =>
        statement
            is ExpressionStatementSyntax
                or LocalDeclarationStatementSyntax
                or ReturnStatementSyntax { Expression: not null }
                or YieldStatementSyntax { Expression: not null }
            ? Of(writer, (SyntaxNode)statement, depth)
            : [];

    /// <summary>The functions of a statement or an expression body, those within them not among them.</summary>
    internal static ImmutableArray<CodeFact> Of(StepWriter writer, SyntaxNode node, int depth) =>
        [
            .. node.DescendantNodesAndSelf(n => n == node || n is not (AnonymousFunctionExpressionSyntax or StatementSyntax))
                .OfType<AnonymousFunctionExpressionSyntax>()
                .Where(f => f.Block is { Statements.Count: > 0 })
                .Select(f =>
                    StepWriter.Group(
                        FactKind.LocalFunction,
                        $"when {Which(f)} is called",
                        f,
                        writer.Of(f.Block, depth + 1),
                        f.Block is { } block ? Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(f.SpanStart, block.SpanStart) : null
                    )
                ),
        ];

    /// <summary>"the function given to `Regex.Replace`".</summary>
    private static string Which(AnonymousFunctionExpressionSyntax function)
    {
        SyntaxNode outer = function;
        while (outer.Parent is ParenthesizedExpressionSyntax or CastExpressionSyntax)
        {
            outer = outer.Parent;
        }

        return outer.Parent switch
        {
            ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: var called } } =>
                $"the function given to {CodeQuote.Of(Name(called))}",
            ArgumentSyntax { Parent.Parent: ObjectCreationExpressionSyntax { Type: var made } } =>
                $"the function given to the new {CodeQuote.Of(made)}",
            AssignmentExpressionSyntax { Right: var right, Left: var target } when right == outer =>
                $"the function in {CodeQuote.Of(target)}",
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable } => CodeQuote.Of(variable.Identifier.Text),
            ReturnStatementSyntax or ArrowExpressionClauseSyntax => "the function that it returns",
            _ => $"the function {CodeQuote.Of(function)}",
        };
    }

    /// <summary>Of a long chain the last call is what takes the function.</summary>
    private static string Name(ExpressionSyntax called) =>
        called switch
        {
            MemberAccessExpressionSyntax
            {
                Expression: IdentifierNameSyntax or ThisExpressionSyntax or BaseExpressionSyntax or PredefinedTypeSyntax
            } access => $"{access.Expression}.{access.Name.Identifier.Text}",
            // A type with its namespace.
            MemberAccessExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: var type } } access
                when char.IsUpper(type[0]) => $"{type}.{access.Name.Identifier.Text}",
            MemberAccessExpressionSyntax access => access.Name.Identifier.Text,
            MemberBindingExpressionSyntax binding => binding.Name.Identifier.Text,
            SimpleNameSyntax name => name.Identifier.Text,
            _ => called.ToString().Split('\n')[0],
        };
}
