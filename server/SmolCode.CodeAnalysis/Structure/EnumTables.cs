using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SmolCode.CodeAnalysis.Structure;

/// <summary>
/// The next entry of a table by an enum's members: <c>{ Colour.Green, "green" },</c> after that of <c>Colour.Red</c>, and the next row of a test's
/// cases, <c>[InlineData(Colour.Green, "green")]</c>.
/// </summary>
internal sealed class EnumTables : IStructuralSource
{
    /// <summary>What stands between a key and its value, and behind that.</summary>
    private static readonly char[] Around = [' ', '}', ']', ')', ',', '='];

    /// <inheritdoc />
    public IEnumerable<string> Find(StructuralPlace place)
    {
        var entries = Entries(place.BeforeLine)
            .Where(e => e.Span.End <= place.LineStart || e.SpanStart >= place.Hole.Position)
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
                [.. above.Select(a => (a.Case!.Name, a.Entry.ToString()[(a.Key.Span.End - a.Entry.SpanStart)..].Trim(Around)))],
                next
            ) is
            { } value
        )
        {
            var tail = text[(from + length)..];
            var own = tail.Trim(Around);
            var line = text[..from] + nearest.For(next) + (own.Length == 0 ? tail : tail.Replace(own, value, StringComparison.Ordinal));
            var isLast = all.Count(n => !covered.Contains(n)) == 1;
            if (
                place.Rest(line + (entry is AttributeListSyntax || (isLast && place.IsLast && !place.Style.TrailingCommas) ? "" : ",")) is
                { } rest
            )
            {
                yield return rest;
            }
        }
    }

    /// <summary>The table or the rows that a token ends an entry of.</summary>
    private static IEnumerable<SyntaxNode> Entries(SyntaxToken end) =>
        end.Parent switch
        {
            InitializerExpressionSyntax table when end.IsKind(SyntaxKind.CommaToken) => table.Expressions,
            AttributeListSyntax { Attributes: [var row], Parent: MemberDeclarationSyntax member }
                when end.IsKind(SyntaxKind.CloseBracketToken) => member.AttributeLists.Where(l =>
                l.Attributes is [var one] && one.Name.ToString() == row.Name.ToString()
            ),
            _ => [],
        };

    private static ExpressionSyntax? Key(SyntaxNode entry) =>
        entry switch
        {
            InitializerExpressionSyntax { Expressions: [var key, ..] } => key,
            AttributeListSyntax { Attributes: [{ ArgumentList.Arguments: [{ Expression: var key }, ..] }] } => key,
            AssignmentExpressionSyntax { Left: ImplicitElementAccessSyntax { ArgumentList.Arguments: [{ Expression: var key }] } } => key,
            _ => null,
        };
}
