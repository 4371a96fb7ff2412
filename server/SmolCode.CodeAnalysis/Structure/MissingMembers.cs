using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SmolCode.CodeAnalysis.Holes;

namespace SmolCode.CodeAnalysis.Structure;

/// <summary>
/// The next member that a type's interfaces or abstract base ask for, in order, where its body is known: handed on to the one field or
/// parameter that has it (a decorator), fixed by what it is, or automatic accessors.
/// </summary>
internal sealed class MissingMembers : IStructuralSource
{
    private const int MaxAlternatives = 2;

    /// <inheritdoc />
    public IEnumerable<string> Find(StructuralPlace place)
    {
        if (DeclarationPlace.At(place) is not { } declaration || place.Typed.Contains("override", StringComparison.Ordinal))
        {
            return [];
        }

        var type = declaration.Type;
        var interfaces = type.Interfaces.Concat(type.AllInterfaces).Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default);
        return Wanted(interfaces.ToList(), type, declaration.NameAbove)
            .Select(m => Implemented(place, type, m))
            .Concat(type.IsAbstract ? [] : Abstract(type).Select(m => Overridden(place, type, m)))
            .OfType<string>()
            .Select(place.Rest)
            .OfType<string>()
            .Distinct()
            .Take(MaxAlternatives);
    }

    /// <summary>Abstract members of the bases that nothing overrides, in order.</summary>
    public static IEnumerable<ISymbol> Abstract(INamedTypeSymbol type)
    {
        for (var at = type.BaseType; at is { IsAbstract: true }; at = at.BaseType)
        {
            foreach (var member in at.GetMembers().Where(m => m.IsAbstract && IsOwn(m) && !IsOverridden(type, at, m)))
            {
                yield return member;
            }
        }
    }

    /// <summary>A member by which the type overrides another, as its header begins.</summary>
    public static string Modifiers(INamedTypeSymbol type, ISymbol member)
    {
        var isForeign = !SymbolEqualityComparer.Default.Equals(member.ContainingAssembly, type.ContainingAssembly);
        var accessibility =
            member.DeclaredAccessibility == Accessibility.ProtectedOrInternal && isForeign
                ? Accessibility.Protected
                : member.DeclaredAccessibility;
        return $"{SyntaxFacts.GetText(accessibility)} override";
    }

    /// <summary>Not an accessor.</summary>
    public static bool IsOwn(ISymbol member) =>
        member is IPropertySymbol or IEventSymbol or IMethodSymbol { MethodKind: MethodKind.Ordinary };

    /// <summary>Whether the type or one between has an override.</summary>
    public static bool IsOverridden(INamedTypeSymbol type, INamedTypeSymbol until, ISymbol member)
    {
        for (var at = type; at is not null && !SymbolEqualityComparer.Default.Equals(at, until); at = at.BaseType)
        {
            if (at.GetMembers(member.Name).Any(m => m.IsOverride && Parameters(m) == Parameters(member)))
            {
                return true;
            }
        }

        return false;

        static int Parameters(ISymbol symbol) => symbol is IMethodSymbol method ? method.Parameters.Length : 0;
    }

    private static IEnumerable<ISymbol> Wanted(List<INamedTypeSymbol> interfaces, INamedTypeSymbol type, string? above)
    {
        // The one that follows the member above in its interface comes first.
        foreach (var members in interfaces.Where(i => above is not null).Select(i => i.GetMembers().Where(IsOwn).ToList()))
        {
            foreach (var member in members.SkipWhile(m => m.Name != above).Where(m => IsMissing(type, m)).Take(1))
            {
                yield return member;
            }
        }

        foreach (var member in interfaces.SelectMany(i => i.GetMembers()).Where(m => IsOwn(m) && IsMissing(type, m)))
        {
            yield return member;
        }
    }

    private static bool IsMissing(INamedTypeSymbol type, ISymbol member) =>
        member is { IsAbstract: true, IsStatic: false } && type.FindImplementationForInterfaceMember(member) is null;

    private static string? Implemented(StructuralPlace place, INamedTypeSymbol type, ISymbol member)
    {
        var isTaken = type.GetMembers(member.Name).Any(m => IsSameSignature(m, member));
        if (isTaken || (member.Name == "GetEnumerator" && IsAskedForTwice(type, member)))
        {
            // IEnumerable.GetEnumerator beside that of IEnumerable<T>.
            return member is IMethodSymbol { Parameters: [] } method && isTaken && method.ContainingType.TypeArguments.IsEmpty
                ? Explicit(place, method)
                : null;
        }

        return MemberText.Of(place, type, member, "public", Target(place, type, member));
    }

    private static string Explicit(StructuralPlace place, IMethodSymbol method)
    {
        var header = MemberText.Header(place, method, withConstraints: false);
        var at = header.LastIndexOf(method.Name, StringComparison.Ordinal);
        var contract = method.ContainingType.ToMinimalDisplayString(place.Model, place.Hole.Position);
        return $"{header[..at]}{contract}.{header[at..]}" + place.BodyOf($"{method.Name}()", method.ReturnsVoid);
    }

    private static bool IsAskedForTwice(INamedTypeSymbol type, ISymbol member) =>
        member.ContainingType.TypeArguments.IsEmpty
        && type.AllInterfaces.Any(i =>
            !i.TypeArguments.IsEmpty && i.GetMembers(member.Name).Any(m => IsSameSignature(m, member) && IsMissing(type, m))
        );

    private static bool IsSameSignature(ISymbol one, ISymbol other) =>
        (one, other) switch
        {
            (IMethodSymbol a, IMethodSymbol b) => a.Parameters.Length == b.Parameters.Length
                && a.TypeParameters.Length == b.TypeParameters.Length
                && a.Parameters.Zip(b.Parameters).All(p => SymbolEqualityComparer.Default.Equals(p.First.Type, p.Second.Type)),
            _ => true,
        };

    private static string? Overridden(StructuralPlace place, INamedTypeSymbol type, ISymbol member) =>
        MemberText.Of(place, type, member, Modifiers(type, member), null);

    /// <summary>The one field, property or parameter of the type that has the interface's members.</summary>
    private static string? Target(StructuralPlace place, INamedTypeSymbol type, ISymbol member)
    {
        if (member is IEventSymbol)
        {
            return null;
        }

        var targets = TypeState
            .Of(type)
            .Concat(TypeState.PrimaryParameters(type))
            .Where(m =>
                SymbolFacts.TypeOf(m) is INamedTypeSymbol of
                && !SymbolEqualityComparer.Default.Equals(of, type)
                && (
                    of.TypeKind == TypeKind.Interface
                    || of.GetMembers(member.Name).Any(o => o.DeclaredAccessibility == Accessibility.Public)
                )
                && place.Model.Compilation.ClassifyCommonConversion(of, member.ContainingType) is { IsImplicit: true, IsUserDefined: false }
            )
            .ToList();

        // A value that compares or prints itself is not what its owner stands for.
        return targets is [var only] && (SymbolFacts.TypeOf(only)!.TypeKind == TypeKind.Interface || IsCollection(member.ContainingType))
            ? SymbolFacts.Written(only.Name)
            : null;
    }

    private static bool IsCollection(INamedTypeSymbol contract) =>
        contract.ContainingNamespace?.ToDisplayString().StartsWith("System.Collections", StringComparison.Ordinal) == true;
}
