using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SmolCode.CodeAnalysis.Holes;

/// <summary>Symbols as text.</summary>
internal static class SymbolFacts
{
    /// <summary>Names of types alone, as they stand in code with its usings.</summary>
    internal static readonly SymbolDisplayFormat TypeFormat = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameOnly,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes
            | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers
            | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier
    );

    /// <summary>Full names, as in "System.Int32".</summary>
    internal static readonly SymbolDisplayFormat FullFormat = new(
        globalNamespaceStyle: SymbolDisplayGlobalNamespaceStyle.Omitted,
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.ExpandNullable | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers
    );

    /// <summary>A member's declaration in one line, without accessibility.</summary>
    internal static readonly SymbolDisplayFormat SignatureFormat = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameOnly,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters,
        memberOptions: SymbolDisplayMemberOptions.IncludeParameters
            | SymbolDisplayMemberOptions.IncludeType
            | SymbolDisplayMemberOptions.IncludeModifiers
            | SymbolDisplayMemberOptions.IncludeRef
            | SymbolDisplayMemberOptions.IncludeConstantValue,
        delegateStyle: SymbolDisplayDelegateStyle.NameAndSignature,
        parameterOptions: SymbolDisplayParameterOptions.IncludeType
            | SymbolDisplayParameterOptions.IncludeName
            | SymbolDisplayParameterOptions.IncludeParamsRefOut
            | SymbolDisplayParameterOptions.IncludeDefaultValue
            | SymbolDisplayParameterOptions.IncludeExtensionThis,
        propertyStyle: SymbolDisplayPropertyStyle.ShowReadWriteDescriptor,
        localOptions: SymbolDisplayLocalOptions.IncludeType,
        kindOptions: SymbolDisplayKindOptions.IncludeMemberKeyword | SymbolDisplayKindOptions.IncludeTypeKeyword,
        miscellaneousOptions: TypeFormat.MiscellaneousOptions
    );

    /// <summary>Facts of several symbols.</summary>
    internal static ImmutableArray<SymbolFact> Of(ImmutableArray<ISymbol> symbols) => [.. symbols.Select(Of)];

    /// <summary>The fact of one symbol.</summary>
    internal static SymbolFact Of(ISymbol symbol) =>
        new(symbol.Name, symbol.Kind.ToString(), TypeOf(symbol)?.ToDisplayString(TypeFormat), symbol.ToDisplayString(SignatureFormat));

    /// <summary>Indexers of a type and of what it derives from, its own first.</summary>
    internal static IEnumerable<IPropertySymbol> Indexers(ITypeSymbol type)
    {
        IEnumerable<ITypeSymbol> from = type.TypeKind == TypeKind.Interface ? type.AllInterfaces : Bases(type);
        return from.Prepend(type)
            .SelectMany(t => t.GetMembers().OfType<IPropertySymbol>())
            .Where(p => p.IsIndexer && p.ExplicitInterfaceImplementations.IsEmpty);

        static IEnumerable<ITypeSymbol> Bases(ITypeSymbol type)
        {
            for (var at = type.BaseType; at is not null; at = at.BaseType)
            {
                yield return at;
            }
        }
    }

    /// <summary>A symbol's type or return type.</summary>
    internal static ITypeSymbol? TypeOf(ISymbol symbol) =>
        symbol switch
        {
            ILocalSymbol local => local.Type,
            IParameterSymbol parameter => parameter.Type,
            IFieldSymbol field => field.Type,
            IPropertySymbol property => property.Type,
            IEventSymbol @event => @event.Type,
            IMethodSymbol method => method.ReturnType,
            IRangeVariableSymbol => null,
            _ => null,
        };

    /// <summary>A name as code has to write it.</summary>
    internal static string Written(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;
}
