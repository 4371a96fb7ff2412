using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using SmolCode.CodeAnalysis.Holes;

namespace SmolCode.CodeAnalysis.Types;

/// <summary>
/// Expressions of a wanted type from what is in scope: names, their members, calls, static members of the type, constructors, conversions.
/// Two levels deep: <c>context.Telemetry</c>, <c>new Entry(key, value)</c>, but no call within a call's arguments.
/// </summary>
internal sealed class TypedValues(TypedPlace place)
{
    /// <summary>Values in scope whose members are looked at.</summary>
    private const int MaxReceivers = 40;

    private const int MaxConstructors = 3;

    private const int MaxEnumMembers = 8;

    private readonly Dictionary<(ITypeSymbol Type, string? Name, bool IsDeep), ImmutableArray<TypedValue>> _known = [];
    private ImmutableArray<(ISymbol Symbol, ITypeSymbol Type, double Plausibility)> _names;

    /// <summary>Values of a type, the most plausible first.</summary>
    /// <param name="type">The type wanted.</param>
    /// <param name="name">The name of the parameter, property or variable that it is for, or null.</param>
    /// <param name="isDeep">Calls and constructors as well.</param>
    internal ImmutableArray<TypedValue> Of(ITypeSymbol type, string? name, bool isDeep)
    {
        place.CancellationToken.ThrowIfCancellationRequested();
        if (!_known.TryGetValue((type, name, isDeep), out var values))
        {
            values = Ordered(Find(type, name, isDeep));
            _known[(type, name, isDeep)] = values;
        }

        return values;
    }

    /// <summary>Values for a variable whose type is not known, by its name alone.</summary>
    internal ImmutableArray<TypedValue> Named(string name) =>
        Ordered(
            Names()
                .Select(n => new TypedValue(SymbolFacts.Written(n.Symbol.Name), n.Plausibility + NameLikeness.Of(name, n.Symbol.Name)))
                .Concat(
                    OfVariables().Select(v => new TypedValue(v.Member.Text, v.Plausibility - 1.5 + NameLikeness.Of(name, v.Member.Name)))
                )
                .Concat(
                    place
                        .Model.LookupNamespacesAndTypes(place.Position, name: char.ToUpperInvariant(name[0]) + name[1..])
                        .OfType<INamedTypeSymbol>()
                        .SelectMany(t => Constructed(t, 3))
                )
                .Where(v => v.Plausibility >= 3)
        );

    /// <summary>Values of any type, as an interpolation takes them: names, and what can be read from variables.</summary>
    internal ImmutableArray<TypedValue> Any() =>
        Ordered(
            Names()
                .Select(n => new TypedValue(SymbolFacts.Written(n.Symbol.Name), n.Plausibility))
                .Concat(
                    OfVariables()
                        .Where(v => v.Member.Type.SpecialType != SpecialType.None)
                        .Select(v => new TypedValue(v.Member.Text, v.Plausibility - 0.6 + (v.Member.Name is "Message" or "Name" ? 0.4 : 0)))
                )
        );

    /// <summary>Each text once, the most plausible first.</summary>
    private static ImmutableArray<TypedValue> Ordered(IEnumerable<TypedValue> values) =>
        [
            .. values
                .GroupBy(v => v.Text, StringComparer.Ordinal)
                .Select(g => g.MaxBy(v => v.Plausibility))
                .OrderByDescending(v => v.Plausibility),
        ];

    /// <summary>What can be read from locals and parameters, with how plausible those are.</summary>
    private IEnumerable<((string Text, string Name, ITypeSymbol Type) Member, double Plausibility)> OfVariables() =>
        Names()
            .Where(n => n.Symbol is ILocalSymbol or IParameterSymbol)
            .Take(MaxReceivers)
            .SelectMany(n => Members(n.Symbol, n.Type).Select(m => (m, n.Plausibility)));

    private static bool IsCommon(ITypeSymbol type) => type.SpecialType != SpecialType.None || type.TypeKind == TypeKind.TypeParameter;

    private IEnumerable<TypedValue> Find(ITypeSymbol type, string? name, bool isDeep)
    {
        var isCommon = IsCommon(type);
        foreach (var (symbol, own, plausibility) in Names())
        {
            var likeness = NameLikeness.Of(name, symbol.Name);
            if (Exactness(own, type) is { } exact)
            {
                yield return new TypedValue(SymbolFacts.Written(symbol.Name), plausibility + likeness + exact);
            }
            else if (Converted(SymbolFacts.Written(symbol.Name), own, type) is { } converted)
            {
                yield return new TypedValue(converted, plausibility + likeness - 1);
            }
            else if (symbol is ILocalSymbol or IParameterSymbol && IsCast(own, type))
            {
                yield return new TypedValue($"({place.Name(type)}){SymbolFacts.Written(symbol.Name)}", plausibility + likeness - 1.5);
            }

            if (isDeep && Element(symbol, own, type) is { } element)
            {
                yield return new TypedValue(element, plausibility + likeness - 1);
            }
        }

        foreach (var (symbol, own, plausibility) in Names().Where(n => n.Symbol is not IMethodSymbol).Take(MaxReceivers))
        {
            foreach (var (text, member, memberType) in Members(symbol, own))
            {
                var likeness = NameLikeness.Of(name, member);
                if (Exactness(memberType, type) is { } exact && (!isCommon || name is null || likeness > 0))
                {
                    yield return new TypedValue(text, plausibility + likeness + exact - (isCommon ? 2 : 1));
                }
            }
        }

        foreach (var value in Static(type, name))
        {
            yield return value;
        }

        if (type.SpecialType == SpecialType.System_Boolean)
        {
            yield return new TypedValue("true", 1);
            yield return new TypedValue("false", 1);
        }

        if (type.NullableAnnotation == NullableAnnotation.Annotated || type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
        {
            yield return new TypedValue("null", 0.5);
        }

        if (!isDeep)
        {
            yield break;
        }

        foreach (
            var method in place
                .Scope.OfType<IMethodSymbol>()
                .Where(m =>
                    m.MethodKind is MethodKind.Ordinary or MethodKind.LocalFunction
                    // With what is in scope it would come back to itself.
                    && !SymbolEqualityComparer.Default.Equals(m, EnclosingMember.Find(place.Model, place.Position, place.CancellationToken))
                )
        )
        {
            if (
                Exactness(method.ReturnType, type) is { } exact
                && (!isCommon || NameLikeness.Of(name, method.Name) > 0)
                && new TypedCall(place, this).Arguments(method.Parameters) is { } arguments
            )
            {
                yield return new TypedValue(
                    $"{SymbolFacts.Written(method.Name)}({arguments})",
                    exact + NameLikeness.Of(name, method.Name) - 0.5
                );
            }
        }

        if (!isCommon && type is INamedTypeSymbol named)
        {
            foreach (var value in Constructed(named, 1))
            {
                yield return value;
            }
        }
    }

    /// <summary>More for the same type than for one that converts; null where none does.</summary>
    private double? Exactness(ITypeSymbol from, ITypeSymbol to) =>
        to.TypeKind == TypeKind.TypeParameter || to.SpecialType == SpecialType.System_Object ? 0
        : SymbolEqualityComparer.Default.Equals(from, to)
            ? IsCommon(to) ? 1
                : 2.5
        : place.Fits(from, to) ? 0.5
        : null;

    /// <summary>A value with the conversion that people write for it.</summary>
    private static string? Converted(string text, ITypeSymbol from, ITypeSymbol to) =>
        from is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var value] }
        && SymbolEqualityComparer.Default.Equals(value, to)
            ? text + ".Value"
        : from is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: [var result] }
        && SymbolEqualityComparer.Default.Equals(result, to)
            ? "await " + text
        : to.SpecialType == SpecialType.System_String && from is { SpecialType: not SpecialType.None, IsValueType: true }
            ? text + ".ToString()"
        : null;

    /// <summary>Whether people cast from one to the other: down a hierarchy, out of <c>object</c>, between an enum and its number, between numbers.</summary>
    private bool IsCast(ITypeSymbol from, ITypeSymbol to) =>
        from.TypeKind is not (TypeKind.Error or TypeKind.TypeParameter)
        && to.TypeKind is not (TypeKind.Error or TypeKind.TypeParameter)
        && place.Model.Compilation.ClassifyCommonConversion(from, to)
            is { Exists: true, IsImplicit: false, IsUserDefined: false } conversion
        && (
            conversion.IsNumeric && from.SpecialType != SpecialType.System_Char && to.SpecialType != SpecialType.System_Char
            || conversion.IsReference
                && from.TypeKind != TypeKind.Interface
                && place.Model.Compilation.ClassifyCommonConversion(to, from).IsImplicit
            || from.SpecialType == SpecialType.System_Object
            || (from.TypeKind == TypeKind.Enum) != (to.TypeKind == TypeKind.Enum)
        );

    /// <summary>The element of a list or table that a variable in scope names: <c>items[i]</c>, <c>_orders[id]</c>; null where there is none.</summary>
    private string? Element(ISymbol symbol, ITypeSymbol own, ITypeSymbol type)
    {
        if (own.SpecialType == SpecialType.System_String && type.SpecialType != SpecialType.System_Char)
        {
            return null;
        }

        var (element, key) =
            own is IArrayTypeSymbol { Rank: 1 } array
                ? (array.ElementType, place.Model.Compilation.GetSpecialType(SpecialType.System_Int32))
            : SymbolFacts.Indexers(own).FirstOrDefault(p => p.GetMethod is not null) is { Parameters: [var parameter] } indexer
                ? (indexer.Type, parameter.Type)
            : (null, null);
        if (element is null || key is null || Exactness(element, type) is null)
        {
            return null;
        }

        var isNumbered = key.SpecialType == SpecialType.System_Int32;
        var name = Names()
            .Where(n =>
                n.Symbol is ILocalSymbol or IParameterSymbol
                && !SymbolEqualityComparer.Default.Equals(n.Symbol, symbol)
                && SymbolEqualityComparer.Default.Equals(n.Type, key)
            )
            .Select(n => SymbolFacts.Written(n.Symbol.Name))
            .FirstOrDefault();
        return name is not null ? $"{SymbolFacts.Written(symbol.Name)}[{name}]"
            : isNumbered && !IsCommon(type) ? $"{SymbolFacts.Written(symbol.Name)}[0]"
            : null;
    }

    private ImmutableArray<(ISymbol Symbol, ITypeSymbol Type, double Plausibility)> Names()
    {
        if (!_names.IsDefault)
        {
            return _names;
        }

        var isStatic = EnclosingMember.Find(place.Model, place.Position, place.CancellationToken)?.IsStatic ?? false;
        var names = ImmutableArray.CreateBuilder<(ISymbol, ITypeSymbol, double)>();
        foreach (var symbol in place.Scope)
        {
            if (
                symbol is not (ILocalSymbol or IParameterSymbol or IFieldSymbol or IPropertySymbol)
                || SymbolFacts.TypeOf(symbol) is not { TypeKind: not TypeKind.Error } type
                || (isStatic && symbol is IFieldSymbol or IPropertySymbol && !symbol.IsStatic)
            )
            {
                continue;
            }

            var isLocal = symbol is ILocalSymbol or IParameterSymbol;
            // What was not used yet is there to be.
            names.Add(
                (symbol, type, (isLocal ? 1 : 0.4) + (isLocal && !place.Mentioned.Contains(symbol.Name) ? 1.5 : 0) - (names.Count / 50.0))
            );
        }

        _names = names.ToImmutable();
        return _names;
    }

    /// <summary>What can be read from a value.</summary>
    private IEnumerable<(string Text, string Name, ITypeSymbol Type)> Members(ISymbol symbol, ITypeSymbol type)
    {
        if (type.SpecialType is not (SpecialType.None or SpecialType.System_String) || type.TypeKind is TypeKind.Enum or TypeKind.Delegate)
        {
            yield break;
        }

        for (var at = type; at is { SpecialType: not SpecialType.System_Object }; at = at.BaseType)
        {
            foreach (var member in at.GetMembers())
            {
                if (
                    member is IPropertySymbol { IsIndexer: false, GetMethod: not null } or IFieldSymbol
                    && !member.IsStatic
                    && !member.IsImplicitlyDeclared
                    && place.Model.IsAccessible(place.Position, member)
                )
                {
                    yield return ($"{SymbolFacts.Written(symbol.Name)}.{member.Name}", member.Name, SymbolFacts.TypeOf(member)!);
                }
            }
        }
    }

    /// <summary>Members of the type that are of the type: <c>TimeSpan.Zero</c>, those of an enum.</summary>
    private IEnumerable<TypedValue> Static(ITypeSymbol type, string? name)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var underlying] })
        {
            type = underlying;
        }

        if (type.SpecialType != SpecialType.None || type is not INamedTypeSymbol)
        {
            yield break;
        }

        var written = place.Name(type);
        var count = 0;
        foreach (var member in type.GetMembers())
        {
            if (
                member.IsStatic
                && member is IFieldSymbol or IPropertySymbol { IsIndexer: false }
                && SymbolEqualityComparer.Default.Equals(SymbolFacts.TypeOf(member), type)
                && member.CanBeReferencedByName
                && place.Model.IsAccessible(place.Position, member)
                && count++ < MaxEnumMembers
            )
            {
                yield return new TypedValue($"{written}.{member.Name}", 1.2 + NameLikeness.Of(name, member.Name) - (count / 20.0));
            }
        }
    }

    private IEnumerable<TypedValue> Constructed(INamedTypeSymbol type, double plausibility)
    {
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct) || type.IsAbstract || type.IsStatic || type.IsUnboundGenericType)
        {
            yield break;
        }

        var written = place.Name(type);
        foreach (
            var constructor in type
                .InstanceConstructors.Where(c =>
                    place.Model.IsAccessible(place.Position, c)
                    && !(c.Parameters is [var only] && SymbolEqualityComparer.Default.Equals(only.Type, type))
                )
                .OrderByDescending(c => c.Parameters.Length)
                .Take(MaxConstructors)
        )
        {
            if (new TypedCall(place, this).Arguments(constructor.Parameters) is { } arguments)
            {
                yield return new TypedValue($"new {written}({arguments})", plausibility + (arguments.Length > 0 ? 0.5 : 0));
                yield return new TypedValue($"new({arguments})", plausibility);
            }
        }
    }
}
