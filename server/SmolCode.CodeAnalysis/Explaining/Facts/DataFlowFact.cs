using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SmolCode.CodeAnalysis.Explaining.Wording;

namespace SmolCode.CodeAnalysis.Explaining.Facts;

/// <summary>What selected statements take from the code around, what they leave to it, how they end, and what lambdas hold on to.</summary>
internal static class DataFlowFact
{
    internal static IEnumerable<CodeFact> Find(FactContext context, ExplainedNodes nodes)
    {
        if (Analyse(context, nodes) is not { Succeeded: true } flow)
        {
            yield break;
        }

        if (nodes.Scope == ExplainedScope.Statements && nodes.Nodes[0] is not GlobalStatementSyntax)
        {
            var into = Names(flow.DataFlowsIn);
            if (into.Count > 0)
            {
                yield return new(FactKind.DataFlow, $"It uses {EnglishList.Of(into, 8)} from the code before it.", [nodes.Span]);
            }

            var out_ = Names(flow.DataFlowsOut);
            if (out_.Count > 0)
            {
                yield return new(FactKind.DataFlow, $"What it sets {EnglishList.Of(out_, 8)} to is used after it.", [nodes.Span]);
            }

            if (Exits(context, nodes) is { } exits)
            {
                yield return new(FactKind.DataFlow, exits, [nodes.Span]);
            }
        }

        // Written inside of the lambda, or after it was made: what it sees changes.
        var captured = flow.CapturedInside.Where(s => s is not IParameterSymbol { IsThis: true }).ToList();
        if (captured.Count > 0)
        {
            yield return new(
                FactKind.Capture,
                $"{Function(nodes)} in it holds on to {EnglishList.Of(captured.Select(s => CodeQuote.Of(s.Name)), 6)}.",
                [nodes.Span]
            )
            {
                Weight = 0,
            };
        }

        var rewritten = captured.Where(s => WrittenInFunction(context, nodes, s)).ToList();
        if (rewritten.Count > 0)
        {
            yield return new(
                FactKind.SideEffect,
                $"A lambda or local function changes {EnglishList.Of(rewritten.Select(s => CodeQuote.Of(s.Name)), 6)} of the code around it.",
                [nodes.Span]
            );
        }
    }

    private static string Function(ExplainedNodes nodes) =>
        !nodes.All<QueryExpressionSyntax>().Any() ? "A lambda or local function"
        : nodes.All<SyntaxNode>().Any(n => n is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)
            ? "A lambda, local function or query"
        : "A query";

    private static DataFlowAnalysis? Analyse(FactContext context, ExplainedNodes nodes)
    {
        try
        {
            switch (nodes.Scope)
            {
                case ExplainedScope.Statements:
                    var first = Statement(nodes.Nodes[0]);
                    var last = Statement(nodes.Nodes[^1]);
                    return first is null || last is null || first.Parent != last.Parent && nodes.Nodes[0] is not GlobalStatementSyntax
                            ? null
                        : nodes.Nodes[0] is GlobalStatementSyntax && first != last ? null
                        : context.Model.AnalyzeDataFlow(first, last);
                case ExplainedScope.Member:
                    SyntaxNode? body = nodes.Nodes[0] switch
                    {
                        BaseMethodDeclarationSyntax method => (SyntaxNode?)method.Body ?? method.ExpressionBody?.Expression,
                        PropertyDeclarationSyntax { ExpressionBody.Expression: var value } => value,
                        _ => null,
                    };
                    return body is null ? null : context.Model.AnalyzeDataFlow(body);
                default:
                    return null;
            }
        }
        catch (ArgumentException)
        {
            // Broken code has regions that can't be analysed.
            return null;
        }
    }

    private static StatementSyntax? Statement(SyntaxNode node) => node as StatementSyntax ?? (node as GlobalStatementSyntax)?.Statement;

    private static List<string> Names(IEnumerable<ISymbol> symbols) =>
        [.. symbols.Where(s => s is not IParameterSymbol { IsThis: true }).Select(s => CodeQuote.Of(s.Name))];

    private static string? Exits(FactContext context, ExplainedNodes nodes)
    {
        ControlFlowAnalysis? flow;
        try
        {
            flow = context.Model.AnalyzeControlFlow(Statement(nodes.Nodes[0])!, Statement(nodes.Nodes[^1])!);
        }
        catch (ArgumentException)
        {
            return null;
        }

        if (flow is not { Succeeded: true })
        {
            return null;
        }

        var returns = flow.ReturnStatements.Length;
        var whole = nodes
            .Nodes[0]
            .Ancestors()
            .TakeWhile(a => a is not MemberDeclarationSyntax)
            .Any(a => a is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)
            ? "function around"
            : "member";
        return (returns, flow.EndPointIsReachable) switch
        {
            (0, true) => null,
            (0, false) => flow.ExitPoints.IsEmpty ? "The code after it is never reached from here." : null,
            (_, false) => $"It ends the {whole}: it returns in {EnglishList.Count(returns, "place")} and never goes on to what follows.",
            _ => $"It can end the {whole} early, in {EnglishList.Count(returns, "place")}.",
        };
    }

    private static bool WrittenInFunction(FactContext context, ExplainedNodes nodes, ISymbol symbol) =>
        nodes
            .All<IdentifierNameSyntax>()
            .Any(n =>
                n.Identifier.ValueText == symbol.Name
                && Writes.Is(context, n)
                && SymbolEqualityComparer.Default.Equals(context.Symbol(n), symbol)
                && n.Ancestors().FirstOrDefault(a => a is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax) is { } function
                && symbol.DeclaringSyntaxReferences.All(r => !function.Span.Contains(r.Span))
            );
}
