using Microsoft.CodeAnalysis;
using SmolCode.CodeAnalysis.Holes;

namespace SmolCode.CodeAnalysis.Structure;

/// <summary>The whole text of a member that implements or overrides another, in the file's style.</summary>
internal static class MemberText
{
    private static readonly SymbolDisplayFormat Signature = new(
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters,
        memberOptions: SymbolDisplayMemberOptions.IncludeType
            | SymbolDisplayMemberOptions.IncludeParameters
            | SymbolDisplayMemberOptions.IncludeRef,
        parameterOptions: SymbolDisplayParameterOptions.IncludeType
            | SymbolDisplayParameterOptions.IncludeName
            | SymbolDisplayParameterOptions.IncludeParamsRefOut
            | SymbolDisplayParameterOptions.IncludeDefaultValue,
        propertyStyle: SymbolDisplayPropertyStyle.NameOnly,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes
            | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers
            | SymbolDisplayMiscellaneousOptions.AllowDefaultLiteral
    );

    /// <summary>The member with what it does; null where that is neither known nor a delegation.</summary>
    /// <param name="place">Where it is written.</param>
    /// <param name="type">The type that gets it.</param>
    /// <param name="member">What it implements or overrides.</param>
    /// <param name="modifiers">Its modifiers.</param>
    /// <param name="target">What has a member that it calls; null where there is none.</param>
    public static string? Of(StructuralPlace place, INamedTypeSymbol type, ISymbol member, string modifiers, string? target)
    {
        var head =
            $"{modifiers} {Header(place, member, withConstraints: !member.IsVirtual && !member.IsOverride && member.ContainingType.TypeKind == TypeKind.Interface)}";
        return member switch
        {
            IMethodSymbol method => MethodBody(place, type, method, target) is { } body
                ? head + place.BodyOf(body, method.ReturnsVoid)
                : null,
            IPropertySymbol property => PropertyBody(place, property, target) is { } accessors ? head + accessors : null,
            IEventSymbol => $"{modifiers} event {head[(modifiers.Length + 1)..]};",
            _ => null,
        };
    }

    /// <summary>Type, name and parameters.</summary>
    public static string Header(StructuralPlace place, ISymbol member, bool withConstraints)
    {
        var format = Signature;
        if ((place.Model.GetNullableContext(place.Hole.Position) & NullableContext.AnnotationsEnabled) != 0)
        {
            format = format.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);
        }

        if (withConstraints)
        {
            format = format.AddGenericsOptions(SymbolDisplayGenericsOptions.IncludeTypeConstraints);
        }

        var header = member.ToMinimalDisplayString(place.Model, place.Hole.Position, format);

        // Object's may give null, which no override does.
        return member.Name == "ToString" && header.StartsWith("string? ", StringComparison.Ordinal) ? "string" + header[7..] : header;
    }

    private static string? MethodBody(StructuralPlace place, INamedTypeSymbol type, IMethodSymbol method, string? target)
    {
        if (KnownBodies.Expression(place, type, method.Name, method.Parameters) is { } known)
        {
            return known;
        }

        return target is null
            ? null
            : $"{target}.{method.Name}{TypeArguments(method)}({string.Join(", ", method.Parameters.Select(Argument))})";
    }

    private static string TypeArguments(IMethodSymbol method) =>
        method.TypeParameters.IsEmpty ? "" : $"<{string.Join(", ", method.TypeParameters.Select(t => t.Name))}>";

    private static string Argument(IParameterSymbol parameter) =>
        parameter.RefKind switch
        {
            RefKind.Ref => "ref ",
            RefKind.Out => "out ",
            RefKind.In => "in ",
            _ => "",
        } + SymbolFacts.Written(parameter.Name);

    private static string? PropertyBody(StructuralPlace place, IPropertySymbol property, string? target)
    {
        var setter = property.SetMethod is { } set ? (set.IsInitOnly ? "init" : "set") : null;
        if (target is null)
        {
            return property is { IsIndexer: false, GetMethod: not null } ? $" {{ get; {(setter is null ? "" : $"{setter}; ")}}}" : null;
        }

        var value = property.IsIndexer
            ? $"{target}[{string.Join(", ", property.Parameters.Select(Argument))}]"
            : $"{target}.{property.Name}";
        var write = $"{setter} => {value} = value;";
        return setter is null ? $" => {value};"
            : property.GetMethod is null ? place.Block(write)
            : place.Block($"get => {value};", write);
    }
}
