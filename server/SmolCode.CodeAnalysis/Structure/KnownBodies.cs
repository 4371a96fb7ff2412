using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SmolCode.CodeAnalysis.Holes;

namespace SmolCode.CodeAnalysis.Structure;

/// <summary>Expressions of members whose meaning is fixed by what they are: equality, hash codes, comparisons, their operators.</summary>
internal static class KnownBodies
{
    /// <summary>As many values <c>HashCode.Combine</c> takes.</summary>
    private const int MaxHashed = 8;

    /// <summary>The expression that a method of the type returns; null where nothing dictates it.</summary>
    /// <param name="place">Where it is written.</param>
    /// <param name="type">The type that has it.</param>
    /// <param name="name">The method's name, as metadata has it.</param>
    /// <param name="parameters">Its parameters.</param>
    public static string? Expression(
        StructuralPlace place,
        INamedTypeSymbol type,
        string name,
        ImmutableArray<IParameterSymbol> parameters
    ) =>
        (name, parameters) switch
        {
            ("Equals", [{ Type.SpecialType: SpecialType.System_Object } other]) => EqualsAny(place, type, other.Name),
            ("Equals", [var other]) when IsSame(other.Type, type) => EqualsOwn(place, type, other.Name),
            ("GetHashCode", []) => Hash(place, type),
            ("ToString", []) => Text(type),
            ("CompareTo", [var other]) when IsSame(other.Type, type) => Compare(type, other.Name),
            ("op_Equality", [var left, var right]) when IsSame(left.Type, type) && IsSame(right.Type, type) => type.IsValueType
                ? $"{left.Name}.Equals({right.Name})"
                : $"Equals({left.Name}, {right.Name})",
            ("op_Inequality", [var left, var right]) => $"!({left.Name} == {right.Name})",
            ("op_LessThan", [var left, var right]) => Ordered(type, left, right, "<"),
            ("op_LessThanOrEqual", [var left, var right]) => Ordered(type, left, right, "<="),
            ("op_GreaterThan", [var left, var right]) => Ordered(type, left, right, ">"),
            ("op_GreaterThanOrEqual", [var left, var right]) => Ordered(type, left, right, ">="),
            _ => null,
        };

    private static bool IsSame(ITypeSymbol? one, ITypeSymbol other) => SymbolEqualityComparer.Default.Equals(one, other);

    private static string? EqualsAny(StructuralPlace place, INamedTypeSymbol type, string parameter)
    {
        const string Other = "other";
        if (type.IsRecord || parameter == Other || IsAtLeast(place, LanguageVersion.CSharp7) == false)
        {
            return null;
        }

        var head = $"{parameter} is {type.ToMinimalDisplayString(place.Model, place.Hole.Position)} {Other}";
        if (
            type.GetMembers("Equals").OfType<IMethodSymbol>().Any(m => !m.IsStatic && m.Parameters is [var one] && IsSame(one.Type, type))
            || type.AllInterfaces.Any(i => i.Name == "IEquatable" && i.TypeArguments is [var argument] && IsSame(argument, type))
        )
        {
            return $"{head} && Equals({Other})";
        }

        return Fields(place, type, Other) is { } fields ? $"{head} && {fields}" : null;
    }

    private static string? EqualsOwn(StructuralPlace place, INamedTypeSymbol type, string parameter)
    {
        if (Fields(place, type, parameter) is not { } fields)
        {
            return null;
        }

        // An operator of its own would call this method.
        return type.IsValueType ? fields
            : IsAtLeast(place, LanguageVersion.CSharp9) ? $"{parameter} is not null && {fields}"
            : $"!({parameter} is null) && {fields}";
    }

    private static string? Fields(StructuralPlace place, INamedTypeSymbol type, string other)
    {
        var state = TypeState.Of(type);
        if (
            state.IsEmpty
            || type.BaseType is not { SpecialType: SpecialType.System_Object or SpecialType.System_ValueType } && !IsPlain(type.BaseType)
        )
        {
            return null;
        }

        return string.Join(" && ", state.Select(m => Same(place, m, other)));
    }

    // A base that has nothing of its own, or doesn't compare it.
    private static bool IsPlain(INamedTypeSymbol? type) =>
        type is null
        || type.SpecialType == SpecialType.System_Object
        || (TypeState.Of(type).IsEmpty && type.Locations.Any(l => l.IsInSource) && IsPlain(type.BaseType));

    private static string Same(StructuralPlace place, ISymbol member, string other)
    {
        var name = SymbolFacts.Written(member.Name);
        var type = SymbolFacts.TypeOf(member)!;
        var value = type
            is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var argument] }
            ? argument
            : type;
        if (HasOperator(value))
        {
            return $"{name} == {other}.{name}";
        }

        if (type is { IsValueType: true, OriginalDefinition.SpecialType: not SpecialType.System_Nullable_T })
        {
            return $"{name}.Equals({other}.{name})";
        }

        return place.NameOf("System.Collections.Generic.EqualityComparer`1") is null
            ? $"Equals({name}, {other}.{name})"
            : $"EqualityComparer<{type.ToMinimalDisplayString(place.Model, place.Hole.Position)}>.Default.Equals({name}, {other}.{name})";
    }

    private static bool HasOperator(ITypeSymbol type) =>
        type.TypeKind == TypeKind.Enum
        || type.SpecialType
            is SpecialType.System_String
                or (>= SpecialType.System_Boolean and <= SpecialType.System_Double)
                or SpecialType.System_IntPtr
                or SpecialType.System_UIntPtr
                or SpecialType.System_DateTime
        || (type is INamedTypeSymbol { IsRecord: true })
        || type.GetMembers(WellKnownMemberNames.EqualityOperatorName).Length > 0;

    private static string? Hash(StructuralPlace place, INamedTypeSymbol type)
    {
        var state = Compared(type);
        if (state.IsEmpty || state.Length > MaxHashed)
        {
            return null;
        }

        var names = string.Join(", ", state.Select(m => SymbolFacts.Written(m.Name)));
        if (state is [var only] && SymbolFacts.TypeOf(only) is { } one && IsNeverNull(one))
        {
            return $"{names}.GetHashCode()";
        }

        // What the file does elsewhere comes first.
        var file = place
            .Root.DescendantNodes()
            .OfType<MethodDeclarationSyntax>()
            .Where(m => m.Identifier.ValueText == "GetHashCode")
            .Select(m => m.ToString())
            .FirstOrDefault(t => t.Contains(").GetHashCode()", StringComparison.Ordinal) && t.Contains("=> (", StringComparison.Ordinal));
        return file is not null && state.Length > 1 ? $"({names}).GetHashCode()"
            : place.NameOf("System.HashCode") is { } combine ? $"{combine}.Combine({names})"
            : null;
    }

    /// <summary>What the type's own <c>Equals</c> compares; all of its state where it has none.</summary>
    private static ImmutableArray<ISymbol> Compared(INamedTypeSymbol type)
    {
        var state = TypeState.Of(type);
        foreach (var equals in type.GetMembers("Equals").OfType<IMethodSymbol>().Where(m => m is { IsStatic: false, Parameters.Length: 1 }))
        {
            foreach (var reference in equals.DeclaringSyntaxReferences)
            {
                var names = reference
                    .GetSyntax()
                    .DescendantTokens()
                    .Where(t => t.IsKind(SyntaxKind.IdentifierToken))
                    .Select(t => t.ValueText)
                    .ToHashSet(StringComparer.Ordinal);
                if (state.Where(m => names.Contains(m.Name)).ToImmutableArray() is { IsEmpty: false } compared)
                {
                    return compared;
                }
            }
        }

        return state;
    }

    private static bool IsNeverNull(ITypeSymbol type) =>
        type.IsValueType || (type.IsReferenceType && type.NullableAnnotation == NullableAnnotation.NotAnnotated);

    private static string? Text(INamedTypeSymbol type) =>
        type.IsRecord || TypeState.Of(type) is not [var only] || SymbolFacts.TypeOf(only) is not { } of || !IsNeverNull(of) ? null
        : of.SpecialType == SpecialType.System_String ? SymbolFacts.Written(only.Name)
        : of.IsValueType && of.OriginalDefinition.SpecialType != SpecialType.System_Nullable_T
            ? $"{SymbolFacts.Written(only.Name)}.ToString()"
        : null;

    private static string? Compare(INamedTypeSymbol type, string other) =>
        TypeState.Of(type) is [var only]
        && SymbolFacts.TypeOf(only) is { IsValueType: true } of
        && type.IsValueType
        && of.AllInterfaces.Any(i => i.Name == "IComparable")
            ? $"{SymbolFacts.Written(only.Name)}.CompareTo({other}.{SymbolFacts.Written(only.Name)})"
            : null;

    private static string? Ordered(INamedTypeSymbol type, IParameterSymbol left, IParameterSymbol right, string sign) =>
        type.GetMembers("CompareTo").OfType<IMethodSymbol>().Any(m => !m.IsStatic && m.Parameters is [var one] && IsSame(one.Type, type))
            ? $"{left.Name}.CompareTo({right.Name}) {sign} 0"
            : null;

    private static bool IsAtLeast(StructuralPlace place, LanguageVersion version) =>
        place.Root.SyntaxTree.Options is CSharpParseOptions options && options.LanguageVersion >= version;
}
