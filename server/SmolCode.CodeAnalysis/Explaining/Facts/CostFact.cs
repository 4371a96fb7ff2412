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
                if (inner.Ancestors().OfType<StatementSyntax>().FirstOrDefault(IsLoop) == loop && Multiplies(context, loop, inner))
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
                    && !Rounds.EndAfter(Body(loop), call)
                )
                {
                    var when = Rounds.AllComeTo(Body(loop), call)
                        ? $"In every round of the loop {Over(loop)}"
                        : $"In rounds of the loop {Over(loop)} that come to it";
                    yield return new(
                        FactKind.Cost,
                        $"{when}, {CodeQuote.Of(call)} goes through {CodeQuote.Of(ExpressionWording.Strip(receiver))} element by element.",
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
                .Where(a => a.Ancestors().OfType<StatementSyntax>().FirstOrDefault(IsLoop) == loop && !Rounds.EndAfter(Body(loop), a))
                .ToList();
            if (waits.Count > 0)
            {
                var always = waits.Find(w => Rounds.AllComeTo(Body(loop), w));
                var wait = always ?? waits[0];
                var awaited = CodeQuote.Of(ExpressionWording.Unconfigured(wait.Expression));
                yield return new(
                    FactKind.Concurrency,
                    always is null
                        ? $"The rounds of the loop {Over(loop)} run one after the other: one that comes to {awaited} waits for it."
                        : $"The rounds of the loop {Over(loop)} run one after the other: each waits for {awaited}.",
                    [wait.Span, Head(loop)]
                );
            }
        }
    }

    /// <summary>
    /// Each round of the outer loop runs the whole inner one: that comes to it in any case and begins it anew, and what the inner one runs
    /// over is not moved on, or chosen, by the outer one.
    /// </summary>
    private static bool Multiplies(FactContext context, StatementSyntax outer, StatementSyntax inner)
    {
        var body = Body(outer);
        if (!Rounds.AllComeTo(body, inner) || Rounds.EndAfter(body, inner))
        {
            return false;
        }

        return inner switch
        {
            CommonForEachStatementSyntax each => Names(each.Expression).TrueForAll(IsFixed),
            ForStatementSyntax { Declaration.Variables: [{ Initializer: { } start } counter], Condition: { } condition } counting => Names(
                    start
                )
                .TrueForAll(n => !IsWritten(inner, n))
                && Names(condition).TrueForAll(n => n.Identifier.Text == counter.Identifier.Text || IsFixed(n))
                && !FactContext
                    .Within<IdentifierNameSyntax>(counting.Statement)
                    .Any(n => n.Identifier.Text == counter.Identifier.Text && Writes.Is(context, n)),
            _ => false,
        };

        static List<IdentifierNameSyntax> Names(SyntaxNode node) => [.. FactContext.Within<IdentifierNameSyntax>(node)];

        bool IsFixed(IdentifierNameSyntax name) =>
            context.Symbol(name) is not { } symbol
            || symbol is not (ILocalSymbol or IParameterSymbol or IRangeVariableSymbol or IFieldSymbol)
            || (
                symbol.DeclaringSyntaxReferences.All(r => r.SyntaxTree != outer.SyntaxTree || !outer.Span.Contains(r.Span))
                && !IsWritten(outer, name)
            );

        bool IsWritten(SyntaxNode within, IdentifierNameSyntax name) =>
            FactContext.Within<IdentifierNameSyntax>(within).Any(n => n.Identifier.Text == name.Identifier.Text && Writes.Is(context, n));
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
