using Microsoft.CodeAnalysis;

namespace SmolCode.CodeAnalysis.Structure;

/// <summary>
/// Behind <c>override</c>: abstract members of which it is known what they do, then <c>Equals</c>, <c>GetHashCode</c> and <c>ToString</c> where the type's state says what
/// they return, then virtual ones, which call their base.
/// </summary>
internal sealed class OverriddenMembers : IStructuralSource
{
    private const string Keyword = "override ";

    private const int MaxAlternatives = 3;

    /// <inheritdoc />
    public IEnumerable<string> Find(StructuralPlace place)
    {
        var keyword = place.Typed.IndexOf(Keyword, StringComparison.Ordinal);
        if (keyword < 0 || place.Typed.IndexOfAny(['(', '{', '=', ';']) >= 0 || DeclarationPlace.At(place) is not { Type: var type })
        {
            return [];
        }

        var modifiers = place.Typed[..(keyword + Keyword.Length - 1)];
        return MissingMembers
            .Abstract(type)
            .Concat(Virtual(type))
            .Where(m =>
                Accessibility(modifiers) == Accessibility(MissingMembers.Modifiers(type, m))
                && place.Model.IsAccessible(place.Hole.Position, m)
            )
            .Select(m => Text(place, type, m, modifiers))
            .OfType<string>()
            .Select(place.Rest)
            .OfType<string>()
            .Take(MaxAlternatives);
    }

    private static string Accessibility(string modifiers) =>
        string.Join(
            ' ',
            modifiers.Split(' ').Where(w => w is "public" or "protected" or "internal" or "private").Order(StringComparer.Ordinal)
        );

    /// <summary>Nearest base first; those of object, in the order in which they are written, last.</summary>
    private static IEnumerable<ISymbol> Virtual(INamedTypeSymbol type)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var at = type.BaseType; at is not null; at = at.BaseType)
        {
            var isRoot = at.SpecialType is SpecialType.System_Object or SpecialType.System_ValueType;
            var members = at.GetMembers()
                .Where(m => (m.IsVirtual || m.IsOverride) && !m.IsSealed && MissingMembers.IsOwn(m) && m.Name != "Finalize")
                .Where(m => !MissingMembers.IsOverridden(type, at, m));
            foreach (var member in isRoot ? members.OrderBy(m => Array.IndexOf(["Equals", "GetHashCode", "ToString"], m.Name)) : members)
            {
                if (seen.Add(member.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)[(at.Name.Length + 1)..]))
                {
                    yield return member;
                }
            }
        }
    }

    private static string? Text(StructuralPlace place, INamedTypeSymbol type, ISymbol member, string modifiers)
    {
        if (member.IsAbstract)
        {
            return MemberText.Of(place, type, member, modifiers, null);
        }

        var isKnown = member is IMethodSymbol method && KnownBodies.Expression(place, type, method.Name, method.Parameters) is not null;
        return isKnown || member.ContainingType.SpecialType is not (SpecialType.System_Object or SpecialType.System_ValueType)
            ? MemberText.Of(place, type, member, modifiers, "base")
            : null;
    }
}
