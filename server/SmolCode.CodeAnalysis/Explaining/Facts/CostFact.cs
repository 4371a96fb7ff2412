using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SmolCode.CodeAnalysis.Explaining.Wording;

namespace SmolCode.CodeAnalysis.Explaining.Facts;

/// <summary>What loops cost in the sizes that they run over.</summary>
internal static class CostFact
{
    internal static IEnumerable<CodeFact> Find(FactContext context, ExplainedNodes nodes)
    {
        if (nodes.Scope is not (ExplainedScope.Member or ExplainedScope.Statements))
        {
            yield break;
        }

        foreach (var loop in nodes.All<StatementSyntax>().Where(IsLoop))
        {
            foreach (var inner in FactContext.Within<StatementSyntax>(Body(loop), intoFunctions: false).Where(IsLoop))
            {
                // Told once, by the innermost pair.
                if (inner.Ancestors().OfType<StatementSyntax>().FirstOrDefault(IsLoop) == loop)
                {
                    var outer = Over(loop);
                    var within = Over(inner);
                    yield return new(
                        FactKind.Cost,
                        $"The loop {within} runs anew in every round of the loop {outer}, so their rounds multiply.",
                        [Head(loop), Head(inner)]
                    );
                }
            }

            foreach (var call in FactContext.Within<InvocationExpressionSyntax>(Body(loop), intoFunctions: false))
            {
                if (
                    call.Ancestors().OfType<StatementSyntax>().FirstOrDefault(IsLoop) == loop
                    && call.Expression is MemberAccessExpressionSyntax { Expression: var receiver }
                    && context.Symbol(call) is IMethodSymbol method
                    && IsLinear(method)
                )
                {
                    yield return new(
                        FactKind.Cost,
                        $"In every round of the loop {Over(loop)}, {CodeQuote.Of(call)} goes through {CodeQuote.Of(ExpressionWording.Strip(receiver))} element by element.",
                        [call.Span, Head(loop)]
                    );
                }
            }

            foreach (var assignment in FactContext.Within<AssignmentExpressionSyntax>(Body(loop), intoFunctions: false))
            {
                if (
                    assignment.IsKind(SyntaxKind.AddAssignmentExpression)
                    && assignment.Ancestors().OfType<StatementSyntax>().FirstOrDefault(IsLoop) == loop
                    && context.Type(assignment.Left)?.SpecialType == SpecialType.System_String
                )
                {
                    yield return new(
                        FactKind.Cost,
                        $"{CodeQuote.Of(assignment.Left)} is copied whole each time something is appended to it in the loop {Over(loop)}.",
                        [assignment.Span, Head(loop)]
                    );
                }
            }

            var waits = FactContext
                .Within<AwaitExpressionSyntax>(Body(loop), intoFunctions: false)
                .Where(a => a.Ancestors().OfType<StatementSyntax>().FirstOrDefault(IsLoop) == loop)
                .ToList();
            if (waits.Count > 0)
            {
                yield return new(
                    FactKind.Concurrency,
                    $"The rounds of the loop {Over(loop)} run one after the other: each waits for {CodeQuote.Of(ExpressionWording.Unconfigured(waits[0].Expression))}.",
                    [waits[0].Span, Head(loop)]
                );
            }
        }
    }

    internal static bool IsLoop(StatementSyntax statement) =>
        statement is ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax or CommonForEachStatementSyntax;

    private static StatementSyntax Body(StatementSyntax loop) =>
        loop switch
        {
            ForStatementSyntax l => l.Statement,
            WhileStatementSyntax l => l.Statement,
            DoStatementSyntax l => l.Statement,
            CommonForEachStatementSyntax l => l.Statement,
            _ => loop,
        };

    private static string Over(StatementSyntax loop) =>
        loop switch
        {
            CommonForEachStatementSyntax each => $"over {CodeQuote.Of(ExpressionWording.Strip(each.Expression))}",
            ForStatementSyntax { Condition: { } condition } => $"that runs while {CodeQuote.Of(condition)}",
            WhileStatementSyntax { Condition: var condition } when condition.IsKind(SyntaxKind.TrueLiteralExpression) =>
                "without a condition",
            WhileStatementSyntax { Condition: var condition } => $"that runs while {CodeQuote.Of(condition)}",
            DoStatementSyntax { Condition: var condition } => $"that runs while {CodeQuote.Of(condition)}",
            _ => "without a condition",
        };

    private static TextSpan Head(StatementSyntax loop) =>
        loop switch
        {
            ForStatementSyntax l => TextSpan.FromBounds(l.SpanStart, l.CloseParenToken.Span.End),
            WhileStatementSyntax l => TextSpan.FromBounds(l.SpanStart, l.CloseParenToken.Span.End),
            CommonForEachStatementSyntax l => TextSpan.FromBounds(l.SpanStart, l.CloseParenToken.Span.End),
            DoStatementSyntax l => l.DoKeyword.Span,
            _ => loop.Span,
        };

    /// <summary>Searches of lists, and of anything by LINQ, that look at one element after the other.</summary>
    private static bool IsLinear(IMethodSymbol method) =>
        method.ContainingType is { Name: "List" } list && list.ContainingNamespace.ToDisplayString() == "System.Collections.Generic"
            ? method.Name is "Contains" or "IndexOf" or "Find" or "FindIndex" or "Exists" or "RemoveAt" or "Remove" or "Insert"
                && method.Name is not ("RemoveAt" or "Insert")
            : method.ContainingType is { Name: "Enumerable" } linq
                && linq.ContainingNamespace.ToDisplayString() == "System.Linq"
                && method.Name is "First" or "FirstOrDefault" or "Single" or "SingleOrDefault" or "Any" or "All"
                && method.Parameters.Any(p => p.Type.TypeKind == TypeKind.Delegate);
}
