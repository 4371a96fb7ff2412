using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using SmolCode.Testing.Values;

namespace SmolCode.Testing.Planning;

/// <summary>Closes generic members, and members of generic types, with types that fit.</summary>
internal static class ClosedMember
{
    /// <summary>The member with types for its type parameters; null when none are known.</summary>
    public static ISymbol? Of(ISymbol member, Surroundings surroundings)
    {
        var map = new Dictionary<ITypeSymbol, ITypeSymbol>(SymbolEqualityComparer.Default);
        ITypeSymbol Substitute(ITypeSymbol type) =>
            map.TryGetValue(type, out var known) ? known
            : type is INamedTypeSymbol { IsGenericType: true } generic
                ? generic.ConstructedFrom.Construct([.. generic.TypeArguments.Select(Substitute)])
            : type is IArrayTypeSymbol array ? surroundings.Compilation.CreateArrayTypeSymbol(Substitute(array.ElementType), array.Rank)
            : type;

        bool Bind(ImmutableArray<ITypeParameterSymbol> parameters)
        {
            foreach (var parameter in parameters)
            {
                if (TypeParameterFit.Of(surroundings, parameter, Substitute) is not { } fitting)
                {
                    return false;
                }

                map[parameter] = fitting;
            }

            return true;
        }

        INamedTypeSymbol CloseType(INamedTypeSymbol type)
        {
            if (type.ContainingType is { } outer && outer.IsGenericType)
            {
                type = CloseType(outer).GetTypeMembers(type.Name, type.Arity).FirstOrDefault() ?? type;
            }

            return type.Arity > 0 ? type.Construct([.. type.TypeParameters.Select(Substitute)]) : type;
        }

        for (var owner = member.ContainingType; owner is not null; owner = owner.ContainingType)
        {
            if (!Bind(owner.OriginalDefinition.TypeParameters))
            {
                return null;
            }
        }

        var container = CloseType(member.ContainingType.OriginalDefinition);
        var found =
            container
                .GetMembers(member.Name)
                .FirstOrDefault(m => SymbolEqualityComparer.Default.Equals(m.OriginalDefinition, member.OriginalDefinition))
            ?? member;
        if (found is IMethodSymbol { IsGenericMethod: true } generic)
        {
            return Bind(generic.OriginalDefinition.TypeParameters)
                ? generic.Construct([.. generic.OriginalDefinition.TypeParameters.Select(p => map[p])])
                : null;
        }

        return found;
    }
}
