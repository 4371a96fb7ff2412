using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SmolCode.CodeAnalysis.Usings;

namespace SmolCode.CodeAnalysis;

/// <summary>The <c>using</c> directives of a document as it is now, for a candidate that was made when it was older.</summary>
public static class UsingDirectives
{
    /// <summary>
    /// Directives that are to be added, as one change; null where there is nothing to add: the document has them by now, the names that
    /// they are for are not in it, or there is no safe place.
    /// </summary>
    /// <param name="snapshot">The document.</param>
    /// <param name="usings">What the candidate needs.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<TextChange?> AddAsync(
        DocumentSnapshot snapshot,
        ImmutableArray<MissingUsing> usings,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var root = (CompilationUnitSyntax)await snapshot.Analysed.GetRootAsync(cancellationToken);
        var names = root.DescendantTokens()
            .Where(t => usings.Any(u => u.Name == t.ValueText || u.Name == t.ValueText + "Attribute"))
            .GroupBy(t => t.ValueText, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Last().SpanStart, StringComparer.Ordinal);
        List<(MissingUsing Using, int Position)> needed = [];
        foreach (var missing in usings)
        {
            if (
                names.TryGetValue(missing.Name, out var at)
                || (
                    missing.Name.EndsWith("Attribute", StringComparison.Ordinal)
                    && names.TryGetValue(missing.Name[..^"Attribute".Length], out at)
                )
            )
            {
                needed.Add((missing, at));
            }
        }

        return needed is []
            ? null
            : UsingPlacement.Add(snapshot.Text, root, [.. needed.Select(n => n.Using.Namespace)], needed.Min(n => n.Position));
    }
}
