using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using SmolCode.CodeAnalysis.Holes;
using SmolCode.CodeAnalysis.Structure;

namespace SmolCode.CodeAnalysis;

/// <summary>
/// What the shape of the code around a hole dictates: the arm of a switch that is missing, a member that an interface asks for, the next
/// property of an initialiser, in the file's own style.
/// </summary>
public static class StructuralCode
{
    private static readonly ImmutableArray<IStructuralSource> Sources =
    [
        new SwitchArms(),
        new SwitchSections(),
        new EqualityBodies(),
        new DisposeBodies(),
        new ConstructorAssignments(),
        new GuardClauses(),
        new MissingMembers(),
        new OverriddenMembers(),
        new ObjectInitializers(),
        new EnumTables(),
        new MappingStatements(),
        new NameofArguments(),
        new CallChains(),
        new LineSeries(),
    ];

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
        if (!string.IsNullOrWhiteSpace(hole.LineSuffix) || hole.Kind is HoleKind.Comment or HoleKind.String)
        {
            return [];
        }

        if (hole.Kind == HoleKind.DocComment)
        {
            var root = await snapshot.Analysed.GetRootAsync(cancellationToken);
            return [.. DocumentationTags.Find(root, snapshot.Text, hole).Take(count)];
        }

        var view = await snapshot.Analysed.GetViewAsync(hole.Position, cancellationToken);
        var member = EnclosingMember.Find(view.Model, hole.Position, cancellationToken);
        var place = new StructuralPlace
        {
            Method = member as IMethodSymbol,
            Type = member as INamedTypeSymbol ?? member?.ContainingType,
            View = view,
            Left = LeftContext.At(view.Root, snapshot.Text, hole.Position),
            Hole = hole,
        };
        return [.. Sources.SelectMany(s => s.Find(place)).Distinct(StringComparer.Ordinal).Take(count)];
    }
}
