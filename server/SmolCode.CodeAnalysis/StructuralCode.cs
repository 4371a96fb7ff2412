using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using SmolCode.CodeAnalysis.Holes;
using SmolCode.CodeAnalysis.Structure;

namespace SmolCode.CodeAnalysis;

/// <summary>What the shape of the code around a hole dictates: a constructor's assignments, guard clauses in the file's own style.</summary>
public static class StructuralCode
{
    private static readonly ImmutableArray<IStructuralSource> Sources = [new ConstructorAssignments(), new GuardClauses()];

    /// <summary>Texts from the cursor on, '\n' newlines, the likeliest first, at most <paramref name="count"/>.</summary>
    public static async Task<ImmutableArray<string>> FindAsync(
        DocumentSnapshot snapshot,
        Hole hole,
        int count,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(hole);
        if (!string.IsNullOrWhiteSpace(hole.LineSuffix) || hole.Kind is HoleKind.Comment or HoleKind.DocComment or HoleKind.String)
        {
            return [];
        }

        var view = await snapshot.Analysed.GetViewAsync(hole.Position, cancellationToken);
        if (EnclosingMember.Find(view.Model, hole.Position, cancellationToken) is not IMethodSymbol method)
        {
            return [];
        }

        var place = new StructuralPlace
        {
            Method = method,
            Model = view.Model,
            Root = await snapshot.Analysed.GetRootAsync(cancellationToken),
            Hole = hole,
            Typed = hole.LinePrefix.TrimStart(),
            Indentation = hole.LinePrefix[..^hole.LinePrefix.TrimStart().Length],
        };
        return [.. Sources.SelectMany(s => s.Find(place)).Distinct(StringComparer.Ordinal).Take(count)];
    }
}
