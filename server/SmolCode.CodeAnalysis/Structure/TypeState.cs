using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using SmolCode.CodeAnalysis.Holes;

namespace SmolCode.CodeAnalysis.Structure;

/// <summary>What an instance of a type consists of.</summary>
internal static class TypeState
{
    /// <summary>Fields and automatic properties, in order; no events and delegates.</summary>
    public static ImmutableArray<ISymbol> Of(INamedTypeSymbol type) =>
        [
            .. type.GetMembers()
                .OfType<IFieldSymbol>()
                .Where(f => f is { IsStatic: false, IsConst: false, Type.TypeKind: not TypeKind.Delegate })
                .Select(f => f.AssociatedSymbol ?? f)
                .Where(m => !m.IsImplicitlyDeclared && m is IFieldSymbol or IPropertySymbol),
        ];

    /// <summary>Parameters behind a type's name, which its members can use.</summary>
    public static ImmutableArray<IParameterSymbol> PrimaryParameters(INamedTypeSymbol type) =>
        type.IsRecord ? [] : ScopeSymbols.PrimaryParameters(type);
}
