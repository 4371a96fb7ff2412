using Microsoft.CodeAnalysis;

namespace SmolCode.Testing.Values;

/// <summary>Types that type parameters may stand for.</summary>
internal static class TypeParameterFit
{
    /// <summary>A type that a type parameter may stand for; null when none is known.</summary>
    public static ITypeSymbol? Of(Surroundings surroundings, ITypeParameterSymbol parameter, Func<ITypeSymbol, ITypeSymbol> substitute)
    {
        var compilation = surroundings.Compilation;
        List<ITypeSymbol> candidates = [];
        if (!parameter.HasReferenceTypeConstraint)
        {
            candidates.Add(compilation.GetSpecialType(SpecialType.System_Int32));
        }

        if (!parameter.HasValueTypeConstraint && !parameter.HasUnmanagedTypeConstraint)
        {
            candidates.Insert(0, compilation.GetSpecialType(SpecialType.System_String));
        }

        if (parameter.ConstraintTypes.Length > 0 || parameter.HasConstructorConstraint)
        {
            candidates.Add(compilation.GetSpecialType(SpecialType.System_Object));
            candidates.AddRange(parameter.ConstraintTypes.Select(substitute).OfType<INamedTypeSymbol>());
            candidates.AddRange(surroundings.Types.Where(t => !t.IsGenericType && !t.IsStatic).Take(3000));
            if (surroundings.Known("System.DayOfWeek") is { } day)
            {
                candidates.Add(day);
            }

            if (surroundings.Known("System.IO.MemoryStream") is { } stream)
            {
                candidates.Add(stream);
            }

            if (surroundings.Known("System.Exception") is { } exception)
            {
                candidates.Add(exception);
            }
        }

        return candidates.FirstOrDefault(c => Fits(c, parameter, substitute));
    }

    /// <summary>The base types, the nearest first.</summary>
    public static IEnumerable<ITypeSymbol> Bases(ITypeSymbol type)
    {
        for (var t = type.BaseType; t is not null; t = t.BaseType)
        {
            yield return t;
        }
    }

    private static bool Fits(ITypeSymbol candidate, ITypeParameterSymbol parameter, Func<ITypeSymbol, ITypeSymbol> substitute)
    {
        if (
            (parameter.HasReferenceTypeConstraint && !candidate.IsReferenceType)
            || (
                parameter.HasValueTypeConstraint
                && (!candidate.IsValueType || candidate.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
            )
            || (parameter.HasUnmanagedTypeConstraint && !candidate.IsUnmanagedType)
            || candidate.IsRefLikeType
        )
        {
            return false;
        }

        if (
            parameter.HasConstructorConstraint
            && candidate.IsReferenceType
            && !(
                candidate is INamedTypeSymbol { IsAbstract: false } named
                && named.InstanceConstructors.Any(c => c.Parameters.IsEmpty && c.DeclaredAccessibility == Accessibility.Public)
            )
        )
        {
            return false;
        }

        return parameter.ConstraintTypes.All(constraint =>
        {
            var wanted = Substituted(constraint, parameter, candidate, substitute);
            return SymbolEqualityComparer.Default.Equals(wanted, candidate)
                || candidate.AllInterfaces.Any(i => SymbolEqualityComparer.Default.Equals(i, wanted))
                || Bases(candidate).Any(b => SymbolEqualityComparer.Default.Equals(b, wanted));
        });
    }

    // where T : IComparable<T>
    private static ITypeSymbol Substituted(
        ITypeSymbol constraint,
        ITypeParameterSymbol parameter,
        ITypeSymbol candidate,
        Func<ITypeSymbol, ITypeSymbol> substitute
    ) =>
        constraint is INamedTypeSymbol { IsGenericType: true } generic
            ? generic.ConstructedFrom.Construct([
                .. generic.TypeArguments.Select(a => SymbolEqualityComparer.Default.Equals(a, parameter) ? candidate : substitute(a)),
            ])
            : substitute(constraint);
}
