using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SmolCode.CodeAnalysis.Structure;

/// <summary>The next entry of a table by an enum's members: <c>{ Colour.Green, "green" },</c> after that of <c>Colour.Red</c>.</summary>
internal sealed class EnumTables : IStructuralSource
{
    /// <inheritdoc />
    public IEnumerable<string> Find(StructuralPlace place)
    {
        var before = place.BeforeLine;
        if (before.Parent is not InitializerExpressionSyntax table || !before.IsKind(SyntaxKind.CommaToken))
        {
            yield break;
        }

        var entries = table
            .Expressions.Where(e => e.Span.End <= place.LineStart || e.SpanStart >= place.Hole.Position)
            .Select(e => (Entry: e, Key: Key(e)))
            .Where(e => e.Key is not null)
            .Select(e => (e.Entry, Key: e.Key!, Case: SwitchCase.Of(e.Key!)))
            .Where(e => e.Case is not null)
            .ToList();
        var above = entries.Where(e => e.Entry.Span.End <= place.LineStart).ToList();
        if (above.Count == 0 || !place.TryGetType(above[^1].Key, out var type) || type.TypeKind != TypeKind.Enum)
        {
            yield break;
        }

        var all = SwitchCase.All(type);
        var covered = entries.Select(e => e.Case!.Name).ToHashSet(StringComparer.Ordinal);
        var (entry, key, nearest) = above[^1];
        var last = all.IndexOf(nearest!.Name);
        var next = all.Where(n => !covered.Contains(n)).OrderBy(n => all.IndexOf(n) <= last).FirstOrDefault();
        var text = entry.ToString();
        if (next is null || text.Contains('\n', StringComparison.Ordinal))
        {
            yield break;
        }

        // What stands behind the key is told by those above; the key itself is no analogy.
        var (from, length) = (key.SpanStart - entry.SpanStart, key.Span.Length);
        if (
            NameSeries.Next(
                [
                    .. above.Select(a =>
                        (a.Case!.Name, a.Entry.ToString()[(a.Key.Span.End - a.Entry.SpanStart)..].Trim(' ', '}', ']', ',', '='))
                    ),
                ],
                next
            ) is
            { } value
        )
        {
            var tail = text[(from + length)..];
            var own = tail.Trim(' ', '}', ']', ',', '=');
            var line = text[..from] + nearest.For(next) + tail.Replace(own, value, StringComparison.Ordinal);
            var isLast = all.Count(n => !covered.Contains(n)) == 1;
            if (place.Rest(line + (isLast && place.IsLast && !place.Style.TrailingCommas ? "" : ",")) is { } rest)
            {
                yield return rest;
            }
        }
    }

    private static ExpressionSyntax? Key(ExpressionSyntax entry) =>
        entry switch
        {
            InitializerExpressionSyntax { Expressions: [var key, ..] } => key,
            AssignmentExpressionSyntax { Left: ImplicitElementAccessSyntax { ArgumentList.Arguments: [{ Expression: var key }] } } => key,
            _ => null,
        };
}
