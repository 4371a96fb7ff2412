using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SmolCode.CodeAnalysis.Structure;

/// <summary>
/// The next arm that a switch expression lacks, its right side as the arms above have it; the same member of another enum where that is
/// what is asked for; when all is covered, an arm that throws.
/// </summary>
internal sealed class SwitchArms : IStructuralSource
{
    private const int MaxAlternatives = 2;

    /// <inheritdoc />
    public IEnumerable<string> Find(StructuralPlace place)
    {
        var before = place.BeforeLine;
        if (
            before.Parent is not SwitchExpressionSyntax choice
            || (before != choice.OpenBraceToken && !choice.Arms.GetSeparators().Contains(before))
            || !place.TryGetType(choice.GoverningExpression, out var type)
        )
        {
            return [];
        }

        var all = SwitchCase.All(type);
        var others = choice.Arms.Where(a => a.Span.End <= place.LineStart || a.SpanStart >= place.Hole.Position).ToList();
        if (all.IsEmpty || others.Any(a => a.WhenClause is null && SwitchCase.IsCatchAll(a.Pattern) && a.Span.End <= place.LineStart))
        {
            return [];
        }

        var covered = others.Where(a => a.WhenClause is null).SelectMany(a => SwitchCase.Covered(a.Pattern)).ToHashSet();
        var above = others
            .Where(a => a.Span.End <= place.LineStart && a.WhenClause is null)
            .Select(a => (Case: SwitchCase.Of(a.Pattern), a.Expression))
            .Where(a => a.Case is not null && all.Contains(a.Case.Name))
            .Select(a => (Case: a.Case!, Text: Tail(a.Expression)))
            .ToList();
        var last = above.Count == 0 ? -1 : all.IndexOf(above[^1].Case.Name);
        var missing = all.Where(n => !covered.Contains(n)).OrderBy(n => all.IndexOf(n) <= last).ToList();
        var lines = missing.Count == 0 ? Throwing(place, choice, others) : missing.Select(n => Arm(place, choice, type, above, n));
        var comma = missing.Count > 1 || !place.IsLast || place.Style.TrailingCommas ? "," : "";
        return lines.OfType<string>().Take(MaxAlternatives).Select(l => place.Rest(l + comma)).OfType<string>();

        string Tail(ExpressionSyntax expression)
        {
            var arm = expression.Parent!;
            return place
                .Reindented(arm.ToString(), arm)[(((SwitchExpressionArmSyntax)arm).EqualsGreaterThanToken.Span.End - arm.SpanStart)..]
                .TrimStart(' ');
        }
    }

    private static string? Arm(
        StructuralPlace place,
        SwitchExpressionSyntax choice,
        ITypeSymbol type,
        List<(SwitchCase Case, string Text)> above,
        string name
    )
    {
        if (above.Count > 0)
        {
            var next = above[^1].Case.For(name);
            return SwitchCase.Next(above, next) is { } text ? $"{next} => {text}" : null;
        }

        // From one enum to another of the same members.
        return
            type.TypeKind == TypeKind.Enum
            && place.View.Covers(choice)
            && place.Model.GetTypeInfo(choice).ConvertedType is INamedTypeSymbol { TypeKind: TypeKind.Enum } target
            && !SymbolEqualityComparer.Default.Equals(target, type)
            && target.GetMembers(name).OfType<IFieldSymbol>().Any()
            ? $"{Written(place, type)}.{name} => {Written(place, target)}.{name}"
            : null;
    }

    private static string Written(StructuralPlace place, ITypeSymbol type) => type.ToMinimalDisplayString(place.Model, place.Hole.Position);

    /// <summary><c>_ => throw …</c>, in the file's own words where it has them, where nothing is met by all others.</summary>
    private static IEnumerable<string?> Throwing(
        StructuralPlace place,
        SwitchExpressionSyntax choice,
        List<SwitchExpressionArmSyntax> others
    )
    {
        if (others.Exists(a => SwitchCase.IsCatchAll(a.Pattern)))
        {
            yield break;
        }

        foreach (var arm in place.Root.DescendantNodes().OfType<SwitchExpressionArmSyntax>())
        {
            if (
                arm is { Pattern: DiscardPatternSyntax, Expression: ThrowExpressionSyntax, Parent: SwitchExpressionSyntax other }
                && other != choice
            )
            {
                var words = arm.ToString();
                if (words.Contains('\n', StringComparison.Ordinal))
                {
                    continue;
                }

                var (from, to) = (other.GoverningExpression.ToString(), choice.GoverningExpression.ToString());
                yield return SyntaxFacts.IsValidIdentifier(from) && SyntaxFacts.IsValidIdentifier(to)
                    ? NameSeries.Renamed(words, from, to)
                    : words;
                yield break;
            }
        }

        if (
            choice.GoverningExpression is IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax }
            && place.NameOf("System.ArgumentOutOfRangeException") is { } exception
        )
        {
            yield return $"_ => throw new {exception}(nameof({choice.GoverningExpression}))";
        }
    }
}
