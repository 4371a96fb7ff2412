using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SmolCode.CodeAnalysis.Holes;

/// <summary>What stands left of a dot.</summary>
/// <param name="Container">A type, or a namespace.</param>
/// <param name="IsStatic">The type itself rather than a value of it.</param>
internal sealed record Receiver(INamespaceOrTypeSymbol Container, bool IsStatic)
{
    /// <summary>Finds what stands left of a dot token; null when it doesn't bind.</summary>
    internal static Receiver? Find(SemanticModel model, SyntaxToken dot, CancellationToken cancellationToken)
    {
        var expression = dot.Parent switch
        {
            MemberAccessExpressionSyntax access => access.Expression,
            MemberBindingExpressionSyntax binding => binding.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>()?.Expression,
            QualifiedNameSyntax name => name.Left,
            AliasQualifiedNameSyntax alias => alias.Alias,
            _ => null,
        };
        if (expression is null || expression.IsMissing)
        {
            return null;
        }

        var unwrapNullable = dot.Parent is MemberBindingExpressionSyntax;
        if (
            Of(
                model.GetSymbolInfo(expression, cancellationToken).Symbol,
                model.GetTypeInfo(expression, cancellationToken).Type,
                unwrapNullable
            ) is
            { } found
        )
        {
            return found;
        }

        // "value.⏎Next x" parses as a declaration of x with type value.Next: asked again, as an expression.
        if (dot.Parent is QualifiedNameSyntax && SyntaxFactory.ParseExpression(expression.ToString()) is { IsMissing: false } again)
        {
            var position = expression.SpanStart;
            return Of(
                model.GetSpeculativeSymbolInfo(position, again, SpeculativeBindingOption.BindAsExpression).Symbol,
                model.GetSpeculativeTypeInfo(position, again, SpeculativeBindingOption.BindAsExpression).Type,
                unwrapNullable
            );
        }

        return null;
    }

    /// <summary>Members that can be named after the dot, by name, at most <paramref name="limit"/>.</summary>
    internal ImmutableArray<ISymbol> Members(SemanticModel model, int position, int limit)
    {
        var isStatic = IsStatic;
        // Behind a type as well: extension members may be static.
        var symbols = model.LookupSymbols(position, Container, includeReducedExtensionMethods: Container is ITypeSymbol);
        return
        [
            .. symbols
                .Where(s => s.CanBeReferencedByName && (Container is INamespaceSymbol || Fits(s, isStatic)))
                .OrderBy(s => s.Name, StringComparer.Ordinal)
                .Take(limit),
        ];
    }

    /// <summary>Every name that can stand after the dot; empty where the compiler looks further than this does.</summary>
    internal ImmutableArray<string> AllNames(SemanticModel model, SyntaxToken dot, int position)
    {
        if (Container is ITypeSymbol { TypeKind: TypeKind.Dynamic or TypeKind.Error or TypeKind.TypeParameter or TypeKind.Pointer })
        {
            return [];
        }

        var before = dot.GetPreviousToken();
        if (before.IsKind(SyntaxKind.BaseKeyword) || (!IsStatic && before.ValueText == Container.Name))
        {
            return [];
        }

        IEnumerable<ISymbol> symbols = Members(model, position, int.MaxValue);
        if (Container is INamedTypeSymbol { TypeKind: TypeKind.Interface } && !IsStatic)
        {
            symbols = symbols.Concat(
                model
                    .LookupSymbols(position, model.Compilation.GetSpecialType(SpecialType.System_Object))
                    .Where(s => Fits(s, isStatic: false))
            );
        }

        return [.. symbols.Where(s => s.CanBeReferencedByName).Select(s => s.Name).Distinct(StringComparer.Ordinal)];
    }

    private static bool Fits(ISymbol symbol, bool isStatic) =>
        symbol switch
        {
            INamedTypeSymbol => isStatic,
            IMethodSymbol { MethodKind: MethodKind.ReducedExtension } => !isStatic,
            _ => symbol.IsStatic == isStatic,
        };

    private static Receiver? Of(ISymbol? symbol, ITypeSymbol? type, bool unwrapNullable)
    {
        switch (symbol)
        {
            case INamespaceSymbol space:
                return new Receiver(space, true);
            case INamedTypeSymbol named:
                return new Receiver(named, true);
            case IAliasSymbol alias:
                return new Receiver(alias.Target, true);
        }

        if (type is null or { TypeKind: TypeKind.Error } or { SpecialType: SpecialType.System_Void })
        {
            return null;
        }

        return unwrapNullable && type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? new Receiver(nullable.TypeArguments[0], false)
            : new Receiver(type, false);
    }
}
