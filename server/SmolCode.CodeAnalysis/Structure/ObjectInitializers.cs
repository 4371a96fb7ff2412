using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SmolCode.CodeAnalysis.Structure;

/// <summary>
/// The next property that an initialiser doesn't set yet: from the source that the lines above read, from a variable of its name, or from
/// the one variable that has most of its properties.
/// </summary>
internal sealed class ObjectInitializers : IStructuralSource
{
    private const int MaxAlternatives = 2;

    /// <inheritdoc />
    public IEnumerable<string> Find(StructuralPlace place)
    {
        if (At(place) is not ({ Parent: BaseObjectCreationExpressionSyntax creation } initializer, var typed))
        {
            return [];
        }

        if (
            !place.TryGetType(creation, out var type)
            || type is not INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct } created
        )
        {
            return [];
        }

        var elements = initializer
            .Expressions.OfType<AssignmentExpressionSyntax>()
            .Where(a => a.Span.End < place.Hole.Position - typed.Length || a.SpanStart >= place.Hole.Position)
            .ToList();
        var set = elements.Select(a => a.Left.ToString()).ToHashSet(StringComparer.Ordinal);
        var members = Settable(place, created).ToList();
        var above = elements.Where(a => a.Span.End < place.Hole.Position).ToList();
        if (above.Count == 0 && created.AllInterfaces.Any(i => i.SpecialType == SpecialType.System_Collections_IEnumerable))
        {
            // More likely its items.
            return [];
        }

        var last = above.Count == 0 ? -1 : members.FindIndex(m => m.Name == above[^1].Left.ToString());
        var free = members.Select((m, i) => (Member: m, Index: i)).Where(m => !set.Contains(m.Member.Name)).ToList();
        var values = new MappedValues(place, created.GetMembers(), [.. above.Select(a => (a.Left.ToString(), a.Right))]);
        var lines = free.OrderBy(m => m.Index <= last)
            .Select(m => (m.Member.Name, Value: values.Of(m.Member)))
            .Where(m => m.Value is not null)
            .ToList();

        // Where the line is the initialiser's, the next one is separated from it.
        var isOnOwnLine = place.Typed == typed;
        return lines
            .Select(l =>
                $"{l.Name} = {l.Value}" + (isOnOwnLine && (lines.Count > 1 || !place.IsLast || place.Style.TrailingCommas) ? "," : "")
            )
            .Select(l => StructuralPlace.Rest(l, typed))
            .OfType<string>()
            .Take(MaxAlternatives);
    }

    /// <summary>The initialiser whose element begins left of the cursor, and what is typed of that.</summary>
    private static (InitializerExpressionSyntax Initializer, string Typed)? At(StructuralPlace place)
    {
        for (
            var token = place.Left.Token;
            token != default && token.SpanStart >= Math.Min(place.LineStart, place.BeforeLine.SpanStart);
            token = token.GetPreviousToken()
        )
        {
            if (
                token.Parent is InitializerExpressionSyntax initializer
                && token.Kind() is SyntaxKind.OpenBraceToken or SyntaxKind.CommaToken
            )
            {
                var typed = place.Left.Text.ToString(new(token.Span.End, place.Hole.Position - token.Span.End)).TrimStart();
                return typed.Contains('\n', StringComparison.Ordinal) ? null : (initializer, typed);
            }

            if (token.Parent is StatementSyntax or BlockSyntax)
            {
                return null;
            }
        }

        return null;
    }

    private static IEnumerable<ISymbol> Settable(StructuralPlace place, INamedTypeSymbol type)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var at = type; at is not null && at.SpecialType != SpecialType.System_Object; at = at.BaseType)
        {
            foreach (var member in at.GetMembers())
            {
                var isSettable = member switch
                {
                    IPropertySymbol { IsStatic: false, IsIndexer: false, SetMethod: { } set } => place.Model.IsAccessible(
                        place.Hole.Position,
                        set
                    ),
                    IFieldSymbol { IsStatic: false, IsReadOnly: false, IsImplicitlyDeclared: false } => place.Model.IsAccessible(
                        place.Hole.Position,
                        member
                    ),
                    _ => false,
                };
                if (isSettable && names.Add(member.Name))
                {
                    yield return member;
                }
            }
        }
    }
}
