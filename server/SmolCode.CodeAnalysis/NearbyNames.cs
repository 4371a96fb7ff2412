using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using SmolCode.CodeAnalysis.Holes;
using SmolCode.CodeAnalysis.Types;

namespace SmolCode.CodeAnalysis;

/// <summary>Names around a hole that tell one candidate from another.</summary>
public sealed record NearbyNames
{
    /// <summary>Lines above the cursor that are looked at.</summary>
    private const int Lines = 12;

    /// <summary>Nothing is known.</summary>
    public static NearbyNames None { get; } = new();

    /// <summary>Locals and parameters in scope that the member does not use before the cursor.</summary>
    public ImmutableHashSet<string> Unused { get; init; } = [];

    /// <summary>The name of the method or property around; null where there is none.</summary>
    public string? Member { get; init; }

    /// <summary>Identifiers in the lines above.</summary>
    public ImmutableHashSet<string> Above { get; init; } = [];

    /// <summary>The lines above, without the white space around them.</summary>
    public ImmutableHashSet<string> LinesAbove { get; init; } = [];

    /// <summary>Looks around a hole.</summary>
    public static async Task<NearbyNames> FindAsync(DocumentSnapshot snapshot, Hole hole, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(hole);
        if (hole.Kind is HoleKind.Comment or HoleKind.DocComment or HoleKind.String or HoleKind.Preprocessor)
        {
            return None;
        }

        var root = await snapshot.Analysed.GetRootAsync(cancellationToken);
        var left = LeftContext.At(root, snapshot.Text, hole.Position);
        var line = snapshot.Text.Lines.GetLineFromPosition(hole.Position).LineNumber;
        var first = Math.Max(0, line - Lines);
        var span = TextSpan.FromBounds(snapshot.Text.Lines[first].Start, left.WordStart);
        var names = new NearbyNames
        {
            Above =
            [
                .. root.DescendantTokens(n => n.FullSpan.IntersectsWith(span))
                    .Where(t => t.IsKind(SyntaxKind.IdentifierToken) && span.Contains(t.Span))
                    .Select(t => t.ValueText),
            ],
            LinesAbove =
            [
                .. Enumerable.Range(first, line - first).Select(i => snapshot.Text.Lines[i].ToString().Trim()).Where(t => t.Length > 1),
            ],
        };
        if (left.Token == default)
        {
            return names;
        }

        var view = await snapshot.Analysed.GetViewAsync(hole.Position, cancellationToken);
        var place = new TypedPlace(view.Model, left, cancellationToken);
        var member = EnclosingMember.Find(view.Model, hole.Position, cancellationToken);
        return names with
        {
            Unused =
            [
                .. place.Scope.Where(s => s is ILocalSymbol or IParameterSymbol && !place.Mentioned.Contains(s.Name)).Select(s => s.Name),
            ],
            Member =
                member is IMethodSymbol { AssociatedSymbol: { } property } ? property.Name
                : member is IMethodSymbol { MethodKind: MethodKind.Ordinary } or IPropertySymbol ? member.Name
                : null,
        };
    }

    /// <summary>The identifiers in a line of code, each once.</summary>
    public static ImmutableHashSet<string> In(string code) =>
        [.. SyntaxFactory.ParseTokens(code).Where(t => t.IsKind(SyntaxKind.IdentifierToken)).Select(t => t.ValueText)];

    /// <summary>How alike a name and the member's are: 0 nothing in common, 1 the same.</summary>
    public double LikenessToMember(string name) => Member is { } member ? Math.Min(1, NameLikeness.Of(member, name) / 6) : 0;
}
