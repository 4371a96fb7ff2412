using System.Text;
using Microsoft.CodeAnalysis;
using SmolCode.CodeAnalysis.Holes;

namespace SmolCode.CodeAnalysis.Facts;

/// <summary>Writes a type's declaration as compact C#: its header and the signatures of the members that can be used.</summary>
internal static class TypeDeclaration
{
    /// <summary>Longer ones are cut: what comes first in a type is mostly what matters.</summary>
    internal const int MaxLines = 25;

    private static readonly SymbolDisplayFormat HeaderFormat = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameOnly,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeTypeConstraints,
        delegateStyle: SymbolDisplayDelegateStyle.NameAndSignature,
        parameterOptions: SymbolDisplayParameterOptions.IncludeType
            | SymbolDisplayParameterOptions.IncludeName
            | SymbolDisplayParameterOptions.IncludeParamsRefOut,
        kindOptions: SymbolDisplayKindOptions.IncludeTypeKeyword,
        miscellaneousOptions: SymbolFacts.TypeFormat.MiscellaneousOptions
    );

    /// <summary>The declaration as seen from <paramref name="from"/>; lines are separated by '\n'.</summary>
    internal static string Write(INamedTypeSymbol type, Compilation compilation, ISymbol from)
    {
        type = type.OriginalDefinition;
        var builder = new StringBuilder();
        builder.Append(Accessibility(type.DeclaredAccessibility)).Append(Modifiers(type));
        builder.Append(type.ToDisplayString(HeaderFormat));
        if (type.TypeKind == TypeKind.Delegate)
        {
            return builder.Append(';').ToString();
        }

        List<string> bases =
        [
            .. type.BaseType is { SpecialType: SpecialType.None } parent
                ? [parent.ToDisplayString(SymbolFacts.TypeFormat)]
                : Array.Empty<string>(),
            .. type.Interfaces.Take(4).Select(i => i.ToDisplayString(SymbolFacts.TypeFormat)),
        ];
        if (bases.Count > 0 && type.TypeKind != TypeKind.Enum)
        {
            builder.Append(" : ").AppendJoin(", ", bases);
        }

        builder.Append("\n{\n");
        if (type.TypeKind == TypeKind.Enum)
        {
            var names = type.GetMembers().OfType<IFieldSymbol>().Where(f => f.HasConstantValue).Select(f => f.Name).Take(40);
            return builder.Append("    ").AppendJoin(", ", names).Append("\n}").ToString();
        }

        var lines = 3;
        foreach (var member in Members(type, compilation, from))
        {
            if (lines++ >= MaxLines)
            {
                break;
            }

            builder.Append("    ").Append(Line(member, type)).Append('\n');
        }

        return builder.Append('}').ToString();
    }

    private static IEnumerable<ISymbol> Members(INamedTypeSymbol type, Compilation compilation, ISymbol from)
    {
        foreach (var member in type.GetMembers())
        {
            var wanted = member switch
            {
                IMethodSymbol { MethodKind: MethodKind.Constructor } constructor => !constructor.IsImplicitlyDeclared,
                IMethodSymbol method => method.MethodKind == MethodKind.Ordinary && !method.IsImplicitlyDeclared && !method.IsOverride,
                IPropertySymbol property => !property.IsOverride && !property.IsImplicitlyDeclared,
                IFieldSymbol or IEventSymbol => !member.IsImplicitlyDeclared && member.CanBeReferencedByName,
                _ => false,
            };
            if (wanted && !IsObsolete(member) && compilation.IsSymbolAccessibleWithin(member, from))
            {
                yield return member;
            }
        }
    }

    private static string Line(ISymbol member, INamedTypeSymbol type)
    {
        var accessibility = type.TypeKind == TypeKind.Interface ? "" : Accessibility(member.DeclaredAccessibility);
        var signature = member.ToDisplayString(SymbolFacts.SignatureFormat);
        return accessibility + (member is IPropertySymbol ? signature : signature + ";");
    }

    private static string Modifiers(INamedTypeSymbol type) =>
        (type.IsStatic ? "static " : "")
        + (type.IsAbstract && type.TypeKind == TypeKind.Class && !type.IsStatic ? "abstract " : "")
        + (type.IsSealed && type.TypeKind == TypeKind.Class && !type.IsStatic ? "sealed " : "")
        + (type.IsReadOnly && type.TypeKind == TypeKind.Struct ? "readonly " : "");

    private static string Accessibility(Accessibility accessibility) =>
        accessibility switch
        {
            Microsoft.CodeAnalysis.Accessibility.Public => "public ",
            Microsoft.CodeAnalysis.Accessibility.Internal => "internal ",
            Microsoft.CodeAnalysis.Accessibility.Protected => "protected ",
            Microsoft.CodeAnalysis.Accessibility.ProtectedOrInternal => "protected internal ",
            Microsoft.CodeAnalysis.Accessibility.ProtectedAndInternal => "private protected ",
            Microsoft.CodeAnalysis.Accessibility.Private => "private ",
            _ => "",
        };

    private static bool IsObsolete(ISymbol member) => member.GetAttributes().Any(a => a.AttributeClass?.Name == "ObsoleteAttribute");
}
