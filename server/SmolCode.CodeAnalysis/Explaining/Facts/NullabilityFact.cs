using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SmolCode.CodeAnalysis.Explaining.Wording;

namespace SmolCode.CodeAnalysis.Explaining.Facts;

/// <summary>Where null may come in or go out, and where the compiler's warning about it is switched off.</summary>
internal static class NullabilityFact
{
    internal static IEnumerable<CodeFact> Find(FactContext context, ExplainedNodes nodes)
    {
        if (nodes.Scope == ExplainedScope.Member && SignatureFact.Symbol(context, nodes.Nodes[0]) is { } symbol)
        {
            ImmutableParameters(symbol, out var nullable);
            if (nullable.Count > 0)
            {
                yield return new(
                    FactKind.Nullability,
                    $"{EnglishList.Of(nullable.Select(CodeQuote.Of))} may be null.",
                    [nodes.Nodes[0].Span]
                )
                {
                    Weight = 0,
                };
            }
        }

        var suppressed = nodes.Scope is ExplainedScope.Member or ExplainedScope.Statements
            ? nodes.All<PostfixUnaryExpressionSyntax>().Where(p => p.IsKind(SyntaxKind.SuppressNullableWarningExpression)).ToList()
            : [];
        var values = suppressed
            .Where(s => !s.Operand.IsKind(SyntaxKind.NullLiteralExpression) && !s.Operand.IsKind(SyntaxKind.DefaultLiteralExpression))
            .ToList();
        if (values.Count > 0)
        {
            yield return new(
                FactKind.Nullability,
                $"It asserts with `!` that {EnglishList.Of(values.Select(v => CodeQuote.Of(v.Operand)).Distinct(), 4)} {(values.Select(v => CodeQuote.Of(v.Operand)).Distinct().Skip(1).Any() ? "are" : "is")} not null; `!` itself checks nothing.",
                [.. values.Select(v => v.Span)]
            );
        }
    }

    private static void ImmutableParameters(ISymbol symbol, out List<string> nullable) =>
        nullable = symbol is IMethodSymbol method
            ?
            [
                .. method
                    .Parameters.Where(p =>
                        p.Type.IsReferenceType
                        && p.NullableAnnotation == NullableAnnotation.Annotated
                        && p.RefKind != RefKind.Out
                        // "null unless given" says it.
                        && p is not { HasExplicitDefaultValue: true, ExplicitDefaultValue: null }
                    )
                    .Select(p => p.Name),
            ]
            : [];
}
