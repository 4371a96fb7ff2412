using Microsoft.CodeAnalysis;

namespace SmolCode.Testing.Values;

/// <summary>Writes names of types as short as the usings allow, and remembers the usings.</summary>
/// <param name="qualified">Names are written in full.</param>
/// <param name="isNullable">Where they are written, references may be null only where it is said.</param>
internal sealed class TypeNames(bool qualified, bool isNullable = false)
{
    private static readonly SymbolDisplayFormat Short = new(
        globalNamespaceStyle: SymbolDisplayGlobalNamespaceStyle.Omitted,
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypes,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers
    );

    private static readonly SymbolDisplayFormat Full = SymbolDisplayFormat.FullyQualifiedFormat;

    /// <summary>Namespaces of the types that were written.</summary>
    public SortedSet<string> Usings { get; } = new(StringComparer.Ordinal);

    /// <summary>Names are written in full.</summary>
    public bool Qualified => qualified;

    /// <summary>The type's name in code.</summary>
    public string Of(ITypeSymbol type)
    {
        if (qualified)
        {
            return type.ToDisplayString(Full);
        }

        Remember(type);
        return type.ToDisplayString(Short);
    }

    /// <summary>The type's name in a declaration that has to agree with another one, with what that says about null.</summary>
    public string Declared(ITypeSymbol type)
    {
        // Of a method's own type parameter the question mark means something else where a constraint is inherited.
        if (!isNullable || MentionsMethodParameter(type))
        {
            return Of(type);
        }

        const SymbolDisplayMiscellaneousOptions Nullable = SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier;
        if (!qualified)
        {
            Remember(type);
        }

        return type.ToDisplayString((qualified ? Full : Short).AddMiscellaneousOptions(Nullable));
    }

    private static bool MentionsMethodParameter(ITypeSymbol type) =>
        type switch
        {
            ITypeParameterSymbol parameter => parameter.TypeParameterKind == TypeParameterKind.Method,
            IArrayTypeSymbol array => MentionsMethodParameter(array.ElementType),
            INamedTypeSymbol named => named.TypeArguments.Any(MentionsMethodParameter),
            _ => false,
        };

    /// <summary>The type's name as a part of an identifier.</summary>
    public static string Word(ITypeSymbol type) =>
        type switch
        {
            IArrayTypeSymbol array => Word(array.ElementType) + "Array",
            INamedTypeSymbol { IsGenericType: true } generic => generic.Name,
            _ => type.Name.Length > 0 ? type.Name : "Value",
        };

    /// <summary>The extension method's class is used without being named.</summary>
    public void Use(string @namespace) => Usings.Add(@namespace);

    private void Remember(ITypeSymbol type)
    {
        switch (type)
        {
            case IArrayTypeSymbol array:
                Remember(array.ElementType);
                return;
            case IPointerTypeSymbol pointer:
                Remember(pointer.PointedAtType);
                return;
            case INamedTypeSymbol { IsTupleType: true } tuple:
                foreach (var element in tuple.TupleElements)
                {
                    Remember(element.Type);
                }

                return;
            case INamedTypeSymbol named:
                if (
                    (
                        named.SpecialType == SpecialType.None
                        || named.SpecialType is SpecialType.System_DateTime
                        || named.IsGenericType
                        || named.SpecialType
                            is SpecialType.System_Enum
                                or SpecialType.System_Array
                                or SpecialType.System_Collections_IEnumerable
                                or SpecialType.System_IDisposable
                                or SpecialType.System_Delegate
                    )
                    && named.ContainingNamespace is { IsGlobalNamespace: false } space
                    && named.ConstructedFrom.SpecialType != SpecialType.System_Nullable_T
                )
                {
                    Usings.Add(space.ToDisplayString());
                }

                for (var outer = named; outer is not null; outer = outer.ContainingType)
                {
                    foreach (var argument in outer.TypeArguments)
                    {
                        Remember(argument);
                    }
                }

                return;
        }
    }
}
