using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SmolCode.CodeAnalysis.Holes;

/// <summary>What a call that is being written may mean.</summary>
internal readonly struct CallCandidates(SemanticModel model, int position, CancellationToken cancellationToken)
{
    /// <summary>The overloads that a call, a creation or a constructor's initialiser may mean, the one that binds first.</summary>
    internal ImmutableArray<IMethodSymbol> By(SyntaxNode call)
    {
        switch (call)
        {
            case InvocationExpressionSyntax invocation:
                var type = model.GetTypeInfo(invocation.Expression, cancellationToken).Type;
                if (type is INamedTypeSymbol { DelegateInvokeMethod: { } invoke })
                {
                    return [invoke];
                }

                // The method that was found, with its type arguments inferred, says more than its definition.
                var found = model.GetSymbolInfo(invocation, cancellationToken);
                var group = model.GetMemberGroup(invocation.Expression, cancellationToken).OfType<IMethodSymbol>();
                return found.Symbol is IMethodSymbol method
                    ? [method, .. group.Where(m => !SymbolEqualityComparer.Default.Equals(m.OriginalDefinition, method.OriginalDefinition))]
                    :
                    [
                        .. found
                            .CandidateSymbols.OfType<IMethodSymbol>()
                            .Concat(group)
                            .Distinct(SymbolEqualityComparer.Default)
                            .Cast<IMethodSymbol>(),
                    ];
            case ObjectCreationExpressionSyntax creation:
                return Constructors(model.GetSymbolInfo(creation.Type, cancellationToken).Symbol as INamedTypeSymbol, call.SpanStart);
            case ImplicitObjectCreationExpressionSyntax creation:
                return Constructors(
                    new ExpectedType(model, position, cancellationToken).After(creation.NewKeyword.GetPreviousToken()) as INamedTypeSymbol,
                    call.SpanStart
                );
            case ConstructorInitializerSyntax initializer:
                var enclosing = model.GetEnclosingSymbol(initializer.SpanStart, cancellationToken)?.ContainingType;
                return Constructors(
                    initializer.IsKind(SyntaxKind.BaseConstructorInitializer) ? enclosing?.BaseType : enclosing,
                    call.SpanStart
                );
            case PrimaryConstructorBaseTypeSyntax primary:
                return Constructors(model.GetTypeInfo(primary.Type, cancellationToken).Type as INamedTypeSymbol, call.SpanStart);
            default:
                return [];
        }
    }

    private ImmutableArray<IMethodSymbol> Constructors(INamedTypeSymbol? type, int at)
    {
        var semantics = model;
        return type is null ? [] : [.. type.InstanceConstructors.Where(c => semantics.IsAccessible(at, c))];
    }

    /// <summary>Whether arguments can stand for the first of the parameters.</summary>
    internal bool Accepts(ImmutableArray<IParameterSymbol> parameters, ArgumentSyntax[] before)
    {
        for (var i = 0; i < before.Length && i < parameters.Length; i++)
        {
            if (before[i].NameColon is not null || parameters[i].Type.TypeKind == TypeKind.TypeParameter || parameters[i].IsParams)
            {
                continue;
            }

            if (before[i].Expression is { IsMissing: false } expression)
            {
                var conversion = model.ClassifyConversion(expression, parameters[i].Type);
                if (!conversion.IsImplicit && !ContainsTypeParameter(parameters[i].Type))
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>Whether a type is not known until a method's type arguments are.</summary>
    internal static bool ContainsTypeParameter(ITypeSymbol type) =>
        type switch
        {
            ITypeParameterSymbol => true,
            IArrayTypeSymbol array => ContainsTypeParameter(array.ElementType),
            INamedTypeSymbol named => named.TypeArguments.Any(ContainsTypeParameter),
            _ => false,
        };
}
