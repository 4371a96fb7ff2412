using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SmolCode.CodeAnalysis.Explaining.Wording;

namespace SmolCode.CodeAnalysis.Explaining.Facts;

/// <summary>Pointers, stack memory and recursion.</summary>
internal static class UnsafeFact
{
    internal static IEnumerable<CodeFact> Find(FactContext context, ExplainedNodes nodes)
    {
        if (nodes.Scope is not (ExplainedScope.Member or ExplainedScope.Statements))
        {
            yield break;
        }

        var pointers = nodes
            .All<PrefixUnaryExpressionSyntax>()
            .Where(p =>
                p.Kind() is SyntaxKind.PointerIndirectionExpression
                // The address of a method is called, not gone through.
                || p.IsKind(SyntaxKind.AddressOfExpression) && context.Symbol(p.Operand) is not IMethodSymbol
            )
            .ToList();
        if (pointers.Count > 0 || nodes.All<PointerTypeSyntax>().Any())
        {
            yield return new(
                FactKind.Unsafe,
                "It works with pointers: the runtime checks no bounds there.",
                pointers.Count > 0 ? [.. pointers.Take(5).Select(p => p.Span)] : [nodes.Span]
            )
            {
                Weight = 2,
            };
        }

        foreach (var stack in nodes.All<StackAllocArrayCreationExpressionSyntax>())
        {
            if (
                stack.Type is ArrayTypeSyntax { RankSpecifiers: [{ Sizes: [{ } size] }] }
                && size is not OmittedArraySizeExpressionSyntax
                && !context.Model.GetConstantValue(size, context.CancellationToken).HasValue
            )
            {
                yield return new(FactKind.Unsafe, $"How much of the stack it takes depends on {CodeQuote.Of(size)}.", [stack.Span])
                {
                    Weight = 2,
                };
            }
        }

        if (nodes.Scope == ExplainedScope.Member && context.Declared(nodes.Nodes[0]) is IMethodSymbol self)
        {
            var again = nodes
                .All<InvocationExpressionSyntax>()
                .FirstOrDefault(c => SymbolEqualityComparer.Default.Equals(context.Symbol(c)?.OriginalDefinition, self.OriginalDefinition));
            if (again is not null)
            {
                yield return new(FactKind.Cost, $"It is recursive: it calls itself as {CodeQuote.Of(again)}.", [again.Span]) { Weight = 2 };
            }
        }
    }
}
