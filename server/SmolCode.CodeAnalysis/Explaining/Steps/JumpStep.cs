using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SmolCode.CodeAnalysis.Explaining.Wording;

namespace SmolCode.CodeAnalysis.Explaining.Steps;

/// <summary>Return, throw, yield, break, continue, goto.</summary>
internal static class JumpStep
{
    internal static ImmutableArray<CodeFact> Of(StepWriter writer, StatementSyntax statement)
    {
        var (kind, clause) = statement switch
        {
            ReturnStatementSyntax { Expression: null } => (FactKind.Return, "ends there"),
            ReturnStatementSyntax { Expression: { } value } => (FactKind.Return, Return(writer.Context, value)),
            ThrowStatementSyntax { Expression: null } => (FactKind.Throw, "throws the caught exception on"),
            ThrowStatementSyntax { Expression: { } thrown } => (FactKind.Throw, $"throws {writer.Context.Expressions.Thrown(thrown)}"),
            YieldStatementSyntax { Expression: { } element } => (FactKind.Yield, $"yields {writer.Context.Expressions.Value(element)}"),
            YieldStatementSyntax => (FactKind.Yield, "ends the sequence"),
            BreakStatementSyntax => (FactKind.Jump, Breaks(statement) ? "leaves the `switch`" : "leaves the loop"),
            ContinueStatementSyntax => (FactKind.Jump, "goes on with the next round"),
            GotoStatementSyntax { CaseOrDefaultKeyword.RawKind: (int)SyntaxKind.DefaultKeyword } => (
                FactKind.Jump,
                "goes on as in all other cases"
            ),
            GotoStatementSyntax { Expression: { } target } => (FactKind.Jump, $"goes on at {CodeQuote.Of(target)}"),
            _ => (FactKind.Jump, "jumps"),
        };
        return [StepWriter.Step(kind, clause, statement, kind == FactKind.Return ? 2 : 1)];
    }

    /// <summary>"returns …", with the awaiting, the throwing and the assigning that are part of the value.</summary>
    internal static string Return(FactContext context, ExpressionSyntax value)
    {
        var stripped = ExpressionWording.Strip(value);
        return stripped switch
        {
            ThrowExpressionSyntax thrown => $"throws {context.Expressions.Thrown(thrown.Expression)}",
            AssignmentExpressionSyntax assignment => $"{context.Expressions.Action(assignment)} and returns it",
            InvocationExpressionSyntax call when LinqWording.TryDescribe(context, call) is null =>
                $"returns {context.Expressions.Value(value)}{context.Expressions.Says(call)}",
            AwaitExpressionSyntax wait =>
                $"returns {context.Expressions.Value(value)}{context.Expressions.Says(ExpressionWording.Unconfigured(wait.Expression))}",
            RefExpressionSyntax reference => $"returns a reference to {CodeQuote.Of(reference.Expression)}",
            _ => $"returns {context.Expressions.Value(value)}",
        };
    }

    private static bool Breaks(StatementSyntax statement) =>
        statement
            .Ancestors()
            .FirstOrDefault(a =>
                a
                    is SwitchStatementSyntax
                        or ForStatementSyntax
                        or WhileStatementSyntax
                        or DoStatementSyntax
                        or CommonForEachStatementSyntax
            ) is SwitchStatementSyntax;
}
