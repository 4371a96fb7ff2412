using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SmolCode.CodeAnalysis.Holes;

namespace SmolCode.CodeAnalysis.Structure;

/// <summary>Where the values of properties come from, by their names.</summary>
internal sealed class MappedValues
{
    /// <summary>A variable with fewer members of the same names is no source of them.</summary>
    private const int MinShared = 2;

    private readonly StructuralPlace _place;
    private readonly List<ISymbol> _scope;
    private readonly (string Expression, ITypeSymbol Type)? _source;
    private readonly bool _isContinued;

    /// <summary>Looks for the source.</summary>
    /// <param name="place">The hole.</param>
    /// <param name="members">All that can be mapped.</param>
    /// <param name="above">Names that are mapped already, and from what, in order.</param>
    public MappedValues(
        StructuralPlace place,
        IReadOnlyCollection<ISymbol> members,
        IReadOnlyList<(string Name, ExpressionSyntax Value)> above
    )
    {
        _place = place;
        _scope = [.. place.InScope().Where(s => s is ILocalSymbol or IParameterSymbol or IFieldSymbol or IPropertySymbol)];
        _source = Continued(above);
        _isContinued = _source is not null;
        if (above.Count == 0 || _source is null && above.All(a => a.Value is IdentifierNameSyntax))
        {
            _source ??= Richest(members);
        }
    }

    /// <summary>The value for a member; null where there is none of its name and type.</summary>
    public string? Of(ISymbol member) => Of(member.Name, SymbolFacts.TypeOf(member));

    /// <summary>The value for what has a name and a type; null where there is none.</summary>
    public string? Of(string name, ITypeSymbol? type) =>
        _isContinued ? FromSource(name, type) ?? FromScope(name, type) : FromScope(name, type) ?? FromSource(name, type);

    private string? FromSource(string name, ITypeSymbol? type) =>
        _source is { } source && Readable(source.Type, name) is { } readable && Fits(readable, type) ? $"{source.Expression}.{name}" : null;

    private string? FromScope(string name, ITypeSymbol? type)
    {
        var found = _scope.FirstOrDefault(s => s.Name is not "value" && Plain(s.Name) == Plain(name) && Fits(SymbolFacts.TypeOf(s), type));
        return found is null ? null : SymbolFacts.Written(found.Name);
    }

    /// <summary>What the nearest line above reads a property of the same name from.</summary>
    private (string, ITypeSymbol)? Continued(IReadOnlyList<(string Name, ExpressionSyntax Value)> above) =>
        above is [.., (var name, MemberAccessExpressionSyntax { Expression: var expression } access)]
        && access.Name.Identifier.ValueText == name
        && _place.TryGetType(expression, out var type)
            ? (expression.ToString(), type)
            : null;

    private (string, ITypeSymbol)? Richest(IReadOnlyCollection<ISymbol> members)
    {
        var names = members.Where(m => m is IPropertySymbol or IFieldSymbol && m.CanBeReferencedByName).ToList();
        var sources = _scope
            .Where(s =>
                s is ILocalSymbol or IParameterSymbol && SymbolFacts.TypeOf(s) is INamedTypeSymbol { SpecialType: SpecialType.None }
            )
            .Select(s => (Symbol: s, Shared: names.Count(m => Readable(SymbolFacts.TypeOf(s)!, m.Name) is not null)))
            .Where(s => s.Shared >= MinShared)
            .OrderByDescending(s => s.Shared)
            .ToList();
        return sources is [var first, .. var others] && others.All(o => o.Shared < first.Shared)
            ? (SymbolFacts.Written(first.Symbol.Name), SymbolFacts.TypeOf(first.Symbol)!)
            : null;
    }

    private ITypeSymbol? Readable(ITypeSymbol type, string name)
    {
        for (var at = type; at is not null && at.SpecialType != SpecialType.System_Object; at = at.BaseType)
        {
            foreach (var member in at.GetMembers(name))
            {
                if (
                    member is IPropertySymbol { IsStatic: false, GetMethod: not null } or IFieldSymbol { IsStatic: false }
                    && _place.Model.IsAccessible(_place.Hole.Position, member)
                )
                {
                    return SymbolFacts.TypeOf(member);
                }
            }
        }

        return null;
    }

    private bool Fits(ITypeSymbol? from, ITypeSymbol? to) =>
        from is not null && to is not null && _place.Model.Compilation.ClassifyCommonConversion(from, to).IsImplicit;

    private static string Plain(string name) => name.TrimStart('_').ToUpperInvariant();
}
