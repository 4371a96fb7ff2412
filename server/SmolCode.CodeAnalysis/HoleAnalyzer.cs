using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using SmolCode.CodeAnalysis.Holes;

namespace SmolCode.CodeAnalysis;

/// <summary>Finds what the compiler knows about the place at the cursor. Works on any text: a file that is being typed is broken.</summary>
public static class HoleAnalyzer
{
    /// <summary>More members or symbols than this are of no use to a prompt or a ranking.</summary>
    internal const int MaxSymbols = 200;

    /// <summary>Analyses the hole at <paramref name="position"/> (UTF-16 units).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The position is not within the text.</exception>
    public static async Task<Hole> AnalyzeAsync(DocumentSnapshot snapshot, int position, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(position, snapshot.Text.Length);
        var root = await snapshot.Analysed.GetRootAsync(cancellationToken);
        var left = LeftContext.At(root, snapshot.Text, position);
        var line = LineEnd.At(snapshot.Text, position);
        var prefix = snapshot.Text.ToString(TextSpan.FromBounds(snapshot.Text.Lines.GetLineFromPosition(position).Start, position));
        if (LexicalHole.Find(root, position) is { } lexical)
        {
            return new Hole
            {
                Kind = lexical,
                Position = position,
                WordStart = left.WordStart,
                Closers = line.Closers,
                LinePrefix = prefix,
                LineSuffix = line.Suffix,
            };
        }

        var hole = new Hole
        {
            Kind = HoleClassifier.Classify(left),
            Position = position,
            WordStart = left.WordStart,
            Closers = line.Closers,
            LinePrefix = prefix,
            LineSuffix = line.Suffix,
            IsMultiline = BlockHole.Find(left, line.Suffix),
        };
        if (left.Token == default)
        {
            return hole;
        }

        var view = await snapshot.Analysed.GetViewAsync(position, cancellationToken);
        return Describe(hole, left, view.Model, cancellationToken);
    }

    private static Hole Describe(Hole hole, LeftContext left, SemanticModel model, CancellationToken cancellationToken)
    {
        var expected = new ExpectedType(model, hole.Position, cancellationToken).After(left.Token);
        var receiver = hole.Kind is HoleKind.MemberAccess or HoleKind.Using ? Receiver.Find(model, left.Token, cancellationToken) : null;
        return hole with
        {
            ExpectedType = expected?.ToDisplayString(SymbolFacts.FullFormat),
            ReceiverType = receiver?.Container.ToDisplayString(SymbolFacts.FullFormat),
            MembersLookup = new(() => receiver is null ? [] : SymbolFacts.Of(receiver.Members(model, left.WordStart, MaxSymbols))),
            MemberNamesLookup = new(() =>
                receiver is null || hole.Kind != HoleKind.MemberAccess ? [] : receiver.AllNames(model, left.Token, left.WordStart)
            ),
            ScopeNamesLookup = new(() => AcceptedNames.At(hole.Kind, left, model)),
            InScopeLookup = new(() =>
                SymbolFacts.Of(ScopeSymbols.Find(model, left.Token, hole.Position, MaxSymbols, CancellationToken.None))
            ),
        };
    }
}
