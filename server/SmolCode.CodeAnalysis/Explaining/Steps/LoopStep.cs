using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SmolCode.CodeAnalysis.Explaining.Wording;

namespace SmolCode.CodeAnalysis.Explaining.Steps;

/// <summary>Loops and what they run over.</summary>
internal static class LoopStep
{
    internal static ImmutableArray<CodeFact> Of(StepWriter writer, StatementSyntax statement, int depth)
    {
        var (lead, body, headEnd) = statement switch
        {
            ForEachStatementSyntax each => (
                Each(writer.Context, each, CodeQuote.Of(each.Identifier.Text)),
                each.Statement,
                each.CloseParenToken.Span.End
            ),
            ForEachVariableStatementSyntax each => (
                Each(writer.Context, each, CodeQuote.Of(each.Variable)),
                each.Statement,
                each.CloseParenToken.Span.End
            ),
            ForStatementSyntax counting => (For(writer.Context, counting), counting.Statement, counting.CloseParenToken.Span.End),
            WhileStatementSyntax loop => (
                Endless(loop.Condition) ? Forever(loop) : $"as long as {writer.Context.Conditions.Of(loop.Condition)}",
                loop.Statement,
                loop.CloseParenToken.Span.End
            ),
            DoStatementSyntax loop => (
                $"once, and again as long as {writer.Context.Conditions.Of(loop.Condition)}",
                loop.Statement,
                loop.DoKeyword.Span.End
            ),
            _ => throw new ArgumentException("Not a loop.", nameof(statement)),
        };
        return
        [
            StepWriter.Group(FactKind.Loop, lead, statement, writer.Of(body, depth + 1), TextSpan.FromBounds(statement.SpanStart, headEnd)),
        ];
    }

    private static string Each(FactContext context, CommonForEachStatementSyntax each, string variable)
    {
        var source = ExpressionWording.Strip(each.Expression);
        if (
            source is InvocationExpressionSyntax
            {
                Expression: MemberAccessExpressionSyntax
                {
                    Name.Identifier.Text: "WithCancellation" or "ConfigureAwait",
                    Expression: var inner
                }
            }
        )
        {
            source = inner;
        }

        var over =
            source is InvocationExpressionSyntax chain && LinqWording.TryDescribe(context, chain) is { } linq ? linq : CodeQuote.Of(source);
        if (LeavesAtOnce(each))
        {
            return $"for the first {variable} of {over}, if there is one";
        }

        return each.AwaitKeyword.IsKind(SyntaxKind.AwaitKeyword)
            ? $"for each {variable} of {over}, awaiting the next one each time"
            : $"for each {variable} of {over}";
    }

    /// <summary>Its first round is its last.</summary>
    private static bool LeavesAtOnce(CommonForEachStatementSyntax each) =>
        (each.Statement is BlockSyntax { Statements: [.., var last] } ? last : each.Statement)
            is ReturnStatementSyntax
                or ThrowStatementSyntax
                or BreakStatementSyntax
        && !FactContext
            .Within<StatementSyntax>(each.Statement, intoFunctions: false)
            .Any(s => s is ContinueStatementSyntax or GotoStatementSyntax or TryStatementSyntax);

    private static string For(FactContext context, ForStatementSyntax loop)
    {
        if (loop.Condition is null && loop.Incrementors.Count == 0 && loop.Declaration is null)
        {
            return Forever(loop);
        }

        var condition =
            loop.Condition is null ? Forever(loop)["again and again".Length..]
            : Bound(context, loop) is { } bound ? " " + bound
            : $" as long as {context.Conditions.Of(loop.Condition)}";
        if (loop.Declaration is { Variables: [{ Initializer: { } from } counter] } && loop.Incrementors is [var step])
        {
            var name = counter.Identifier.Text;
            var direction = step switch
            {
                PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostIncrementExpression, Operand: IdentifierNameSyntax id }
                    when id.Identifier.Text == name => $"counting `{name}` up from {CodeQuote.Of(from.Value)}",
                PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression, Operand: IdentifierNameSyntax id }
                    when id.Identifier.Text == name => $"counting `{name}` up from {CodeQuote.Of(from.Value)}",
                PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostDecrementExpression, Operand: IdentifierNameSyntax id }
                    when id.Identifier.Text == name => $"counting `{name}` down from {CodeQuote.Of(from.Value)}",
                _ => $"starting with `{name}` at {CodeQuote.Of(from.Value)} and going on by {CodeQuote.Of(step)}",
            };
            return direction + condition;
        }

        var begin =
            loop.Declaration is { } variables ? $"starting with {CodeQuote.Of(variables)}"
            : loop.Initializers.Count > 0 ? $"starting with {EnglishList.Of(loop.Initializers.Select(i => CodeQuote.Of(i)))}"
            : "in a loop";
        return loop.Incrementors.Count > 0
            ? $"{begin} and going on by {EnglishList.Of(loop.Incrementors.Select(i => CodeQuote.Of(i)))}{condition}"
            : begin + condition;
    }

    /// <summary>"while it is less than `count`", of a loop that counts one variable.</summary>
    private static string? Bound(FactContext context, ForStatementSyntax loop) =>
        loop is { Declaration.Variables: [{ Initializer: not null, Identifier.Text: var counter }], Incrementors.Count: 1 }
        && loop.Condition is BinaryExpressionSyntax { Left: IdentifierNameSyntax { Identifier.Text: var compared } }
        && compared == counter
        && context.Conditions.Of(loop.Condition) is var words
        && words.StartsWith($"`{counter}` is ", StringComparison.Ordinal)
            ? $"while it is {words[$"`{counter}` is ".Length..]}"
            : null;

    /// <summary>What leaves the loop has to be there for the loop to be said to end.</summary>
    private static string Forever(StatementSyntax loop) =>
        FactContext.Within<SyntaxNode>(loop, intoFunctions: false).Any(n => Leaves(loop, n))
            ? "again and again, until something inside ends it"
            : "again and again, without an end of its own";

    private static bool Leaves(StatementSyntax loop, SyntaxNode node) =>
        node switch
        {
            ReturnStatementSyntax => true,
            ThrowStatementSyntax or ThrowExpressionSyntax => !IsCaughtWithin(loop, node),
            GotoStatementSyntax { RawKind: (int)SyntaxKind.GotoStatement, Expression: IdentifierNameSyntax label } => !FactContext
                .Within<LabeledStatementSyntax>(loop, intoFunctions: false)
                .Any(l => l.Identifier.ValueText == label.Identifier.ValueText),
            // From one case to another.
            GotoStatementSyntax => node.Ancestors().OfType<SwitchStatementSyntax>().FirstOrDefault() is not { } choice
                || !loop.Span.Contains(choice.Span),
            YieldStatementSyntax { Expression: null } => true,
            BreakStatementSyntax => node.Ancestors()
                .FirstOrDefault(a =>
                    a
                        is SwitchStatementSyntax
                            or ForStatementSyntax
                            or WhileStatementSyntax
                            or DoStatementSyntax
                            or CommonForEachStatementSyntax
                ) == loop,
            // Throws, or may: ThrowIfCancellationRequested and its like.
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: var name } } => name.StartsWith(
                "Throw",
                StringComparison.Ordinal
            ) && !IsCaughtWithin(loop, node),
            _ => false,
        };

    /// <summary>What catches everything within the loop keeps it going.</summary>
    private static bool IsCaughtWithin(StatementSyntax loop, SyntaxNode node)
    {
        for (var inner = node; inner != loop && inner.Parent is { } parent; inner = parent)
        {
            if (
                parent is TryStatementSyntax attempt
                && attempt.Block == inner
                && attempt.Catches.Any(c =>
                    c.Filter is null && (c.Declaration is null || c.Declaration.Type.ToString() is "Exception" or "System.Exception")
                )
            )
            {
                return true;
            }
        }

        return false;
    }

    private static bool Endless(ExpressionSyntax condition) => condition.IsKind(SyntaxKind.TrueLiteralExpression);
}
