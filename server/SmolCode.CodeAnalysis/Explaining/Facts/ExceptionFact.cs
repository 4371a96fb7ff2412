using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SmolCode.CodeAnalysis.Explaining.Wording;

namespace SmolCode.CodeAnalysis.Explaining.Facts;

/// <summary>Exceptions that leave the code, exceptions that called members document, and those that are swallowed.</summary>
internal static class ExceptionFact
{
    internal static IEnumerable<CodeFact> Find(FactContext context, ExplainedNodes nodes)
    {
        if (nodes.Scope is not (ExplainedScope.Member or ExplainedScope.Statements))
        {
            yield break;
        }

        var thrown = new Dictionary<string, SyntaxNode>(StringComparer.Ordinal);
        foreach (var node in nodes.All<SyntaxNode>(intoFunctions: false))
        {
            foreach (var type in Thrown(context, node))
            {
                if (!IsCaught(context, node, type, nodes))
                {
                    thrown.TryAdd(SymbolWording.Type(type), node);
                }
            }
        }

        if (thrown.Count > 0)
        {
            yield return new(
                FactKind.Exceptions,
                $"Callers have to expect {EnglishList.Of(thrown.Keys, 6)} from it.",
                [.. thrown.Values.Select(n => n.Span)]
            )
            {
                Weight = 2,
            };
        }

        var overflows = nodes
            .All<SyntaxNode>(intoFunctions: false)
            .Where(n => n.Kind() is SyntaxKind.CheckedExpression or SyntaxKind.CheckedStatement)
            .ToList();
        if (overflows.Count > 0)
        {
            yield return new(
                FactKind.Exceptions,
                "Arithmetic under `checked` ends in an overflow exception where the result does not fit its type.",
                [.. overflows.Select(n => n.Span)]
            );
        }

        var documented = new Dictionary<string, (List<string> Exceptions, SyntaxNode Node)>(StringComparer.Ordinal);
        foreach (var call in nodes.All<InvocationExpressionSyntax>(intoFunctions: false).Take(100))
        {
            if (context.Symbol(call) is IMethodSymbol method && !IsNotWorthTelling(method) && !IsInTry(call, nodes))
            {
                // What only wrong arguments can cause is every method's; the rest tells of the world outside.
                List<string> exceptions =
                [
                    .. context
                        .Documentation.Exceptions(method)
                        .Where(e =>
                            !e.StartsWith("Argument", StringComparison.Ordinal) && e is not ("OverflowException" or "OutOfMemoryException")
                        ),
                ];
                if (exceptions.Count > 0)
                {
                    documented.TryAdd(SymbolWording.Member(method), (exceptions, call));
                }
            }
        }

        foreach (var (name, (exceptions, node)) in documented.Take(4))
        {
            yield return new(
                FactKind.Exceptions,
                $"{name} is documented to throw {EnglishList.Of(exceptions.Select(CodeQuote.Of), 5, "or")}, and it is not caught here.",
                [node.Span]
            );
        }

        foreach (var handler in nodes.All<CatchClauseSyntax>())
        {
            if (handler.Block.Statements.Count == 0 && !handler.Block.CloseBraceToken.IsMissing)
            {
                var what = handler.Declaration is { } declaration ? CodeQuote.Of(declaration.Type) : "every exception";
                yield return new(FactKind.Exceptions, $"It swallows {what}: the handler is empty.", [handler.Span]) { Weight = 2 };
            }
        }
    }

    /// <summary>The types of exceptions that a node throws; none for nodes that throw nothing.</summary>
    private static IEnumerable<ITypeSymbol> Thrown(FactContext context, SyntaxNode node) =>
        node switch
        {
            ThrowStatementSyntax { Expression: { } expression } => Of(context, expression),
            ThrowStatementSyntax { Expression: null }
                when node.Ancestors().OfType<CatchClauseSyntax>().FirstOrDefault() is { Declaration.Type: { } caught }
                    && context.Type(caught) is { } type => [type],
            ThrowExpressionSyntax expression => Of(context, expression.Expression),
            InvocationExpressionSyntax call when context.Expressions.Check(call) is not null => context.Symbol(call)
                is { ContainingType: { } check }
                ? [check]
                : [],
            _ => [],
        };

    /// <summary>The type of an exception, or those of the several that it may be.</summary>
    private static IEnumerable<ITypeSymbol> Of(FactContext context, ExpressionSyntax expression) =>
        ExpressionWording.Strip(expression) switch
        {
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } either =>
            [
                .. Of(context, either.Left),
                .. Of(context, either.Right),
            ],
            ConditionalExpressionSyntax either => [.. Of(context, either.WhenTrue), .. Of(context, either.WhenFalse)],
            var one => context.Type(one) is { } type ? [type] : [],
        };

    /// <summary>Told of where it is called, or, like a console that is gone, of no use to anybody.</summary>
    private static bool IsNotWorthTelling(IMethodSymbol method) =>
        method.Name.StartsWith("ThrowIf", StringComparison.Ordinal)
        || method.ContainingType?.ToDisplayString() == "System.Console"
        // Read-only collections and enumerators that were changed under way: every collection's.
        || method.ContainingNamespace?.ToDisplayString() is "System.Collections" or "System.Collections.Generic";

    /// <summary>A try within what is explained catches it: its type, a base of it, or everything.</summary>
    private static bool IsCaught(FactContext context, SyntaxNode node, ITypeSymbol thrown, ExplainedNodes nodes)
    {
        for (var inner = node; inner.Parent is { } parent && nodes.Span.Contains(parent.Span); inner = parent)
        {
            if (
                parent is TryStatementSyntax attempt
                && attempt.Block == inner
                && attempt.Catches.Any(c => c.Filter is null && (c.Declaration is null || Is(thrown, context.Type(c.Declaration.Type))))
            )
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsInTry(SyntaxNode node, ExplainedNodes nodes)
    {
        for (var inner = node; inner.Parent is { } parent && nodes.Span.Contains(parent.Span); inner = parent)
        {
            if (parent is TryStatementSyntax { Catches.Count: > 0 } attempt && attempt.Block == inner)
            {
                return true;
            }
        }

        return false;
    }

    private static bool Is(ITypeSymbol type, ITypeSymbol? of)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current, of))
            {
                return true;
            }
        }

        return false;
    }
}
