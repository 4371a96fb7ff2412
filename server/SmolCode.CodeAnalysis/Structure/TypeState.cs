using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

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

    /// <summary>The type of a field, property, local or parameter.</summary>
    public static ITypeSymbol? TypeOf(ISymbol symbol) =>
        symbol switch
        {
            IFieldSymbol field => field.Type,
            IPropertySymbol property => property.Type,
            ILocalSymbol local => local.Type,
            IParameterSymbol parameter => parameter.Type,
            _ => null,
        };

    /// <summary>Parameters behind a type's name, which its members can use.</summary>
    public static ImmutableArray<IParameterSymbol> PrimaryParameters(INamedTypeSymbol type) =>
        type.IsRecord ? []
        : type.InstanceConstructors.FirstOrDefault(c =>
            c.DeclaringSyntaxReferences is [var reference] && reference.GetSyntax() is TypeDeclarationSyntax
        )
            is { } primary
            ? primary.Parameters
        : [];

    /// <summary>A name as code has to write it.</summary>
    public static string Written(string name) => SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None ? "@" + name : name;
}
