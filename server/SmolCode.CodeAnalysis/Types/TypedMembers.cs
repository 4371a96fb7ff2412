using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SmolCode.CodeAnalysis.Holes;

namespace SmolCode.CodeAnalysis.Types;

/// <summary>What can stand behind a dot, and the line that goes on from it.</summary>
internal sealed class TypedMembers
{
    private const int MaxOverloads = 3;

    private readonly TypedPlace _place;
    private readonly TypedValues _values;
    private readonly SyntaxToken _dot;
    private readonly string? _tail;
    private readonly bool _isStatement;
    private readonly Dictionary<string, ImmutableArray<ISymbol>> _byHead;

    internal TypedMembers(TypedPlace place, TypedValues values, Receiver receiver, int count, bool endsLine)
    {
        (_place, _values, _dot) = (place, values, place.Left.Token);
        var outer = LeftContext.Before(ExpectedType.ChainOf(_dot.Parent!));
        var expected = place.Expected(_dot);
        _isStatement =
            outer.IsKind(SyntaxKind.OpenBraceToken) || outer.IsKind(SyntaxKind.CloseBraceToken) || outer.IsKind(SyntaxKind.SemicolonToken);
        _tail =
            !endsLine ? ""
            : _isStatement ? ";"
            : new LineTail(place, values).After(outer, isOwnList: false);
        // "Colour Colour": the name may mean the type as well.
        var isEither = !receiver.IsStatic && _dot.GetPreviousToken().ValueText == receiver.Container.Name;
        ImmutableArray<Receiver> receivers = isEither ? [receiver, receiver with { IsStatic = true }] : [receiver];
        var isLooped = place.LoopedOver.Contains(_dot.GetPreviousToken().ValueText);
        _byHead = receivers
            .SelectMany(r => r.Members(place.Model, place.Left.WordStart, int.MaxValue))
            // What every object has says nothing of this one.
            .Where(m => m.ContainingType?.SpecialType != SpecialType.System_Object)
            .Where(m => !(isLooped && m is IMethodSymbol method && TypedStatements.IsChange(method)))
            .GroupBy(Head, StringComparer.Ordinal)
            .Select(g =>
                (
                    Head: g.Key,
                    Members: (ImmutableArray<ISymbol>)[.. g.Where(m => expected is null || Fits(m, expected))],
                    Rank: Rank(g.First(), receiver)
                )
            )
            .Where(g => !g.Members.IsEmpty)
            .OrderBy(g => g.Rank)
            .Take(count)
            .ToDictionary(g => g.Head, g => g.Members, StringComparer.Ordinal);
    }

    /// <summary>Names that fit, with the parenthesis of a method.</summary>
    internal IEnumerable<string> Heads => _tail is null ? [] : _byHead.Keys;

    /// <summary>Lines that begin so, the most plausible first.</summary>
    internal IEnumerable<string> From(string head)
    {
        if (_tail is null || !_byHead.TryGetValue(head, out var members))
        {
            yield break;
        }

        if (members[0] is not IMethodSymbol)
        {
            var isSet =
                _isStatement && members[0] is IPropertySymbol { SetMethod: not null } or IFieldSymbol { IsReadOnly: false, IsConst: false };
            if (!isSet)
            {
                yield return head + _tail;
                yield break;
            }

            foreach (var value in _values.Of(SymbolFacts.TypeOf(members[0])!, members[0].Name, isDeep: false).Take(2))
            {
                yield return $"{head} = {value.Text}{_tail}";
            }

            yield break;
        }

        foreach (var method in members.OfType<IMethodSymbol>().Take(MaxOverloads))
        {
            if (new TypedCall(_place, _values).Arguments(method.Parameters) is { } arguments)
            {
                yield return $"{head}{arguments}){_tail}";
            }
        }
    }

    private static string Head(ISymbol symbol) => symbol is IMethodSymbol ? symbol.Name + "(" : symbol.Name;

    /// <summary>The receiver's own members before inherited ones and extensions.</summary>
    private static int Rank(ISymbol member, Receiver receiver) =>
        member is IMethodSymbol { MethodKind: MethodKind.ReducedExtension } ? 2
        : SymbolEqualityComparer.Default.Equals(member.ContainingType, receiver.Container) ? 0
        : 1;

    private bool Fits(ISymbol member, ITypeSymbol expected) =>
        SymbolFacts.TypeOf(member) is { SpecialType: not SpecialType.System_Void } type
        && (CallCandidates.ContainsTypeParameter(type) || _place.Fits(type, expected));
}
