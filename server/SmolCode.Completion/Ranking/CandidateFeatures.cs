using System.Collections.Immutable;
using SmolCode.CodeAnalysis;

namespace SmolCode.Completion.Ranking;

/// <summary>What the order is made of: one candidate among the others of its request, as numbers.</summary>
internal static class CandidateFeatures
{
    private static readonly ImmutableArray<(string Name, Func<CandidateView, double> Value)> All =
    [
        // The model: natural log-probabilities, cut where a worse one says no more.
        ("logProbability", v => Math.Max(-40, v.Draft.LogProbability)),
        ("score", v => Math.Max(-6, v.Draft.Score)),
        ("perToken", v => Math.Max(-6, v.Draft.LogProbability / Math.Max(1, v.Draft.Tokens))),
        ("firstToken", v => Math.Max(-8, v.Draft.FirstLogProbability)),
        ("leastToken", v => Math.Max(-10, v.Draft.LeastLogProbability)),
        ("tokens", v => Math.Log(1 + v.Draft.Tokens)),
        // Among the candidates that passed.
        ("share", v => v.Share),
        ("isLikeliest", v => v.Share >= 0.5 ? 1 : 0),
        ("behindBest", v => Math.Max(-4, v.Draft.Score - v.BestScore)),
        ("rejectedBefore", v => Math.Min(4, v.RejectedBefore)),
        ("sameFirstLine", v => Math.Min(3, v.SameFirstLine)),
        ("timesFound", v => Math.Min(3, v.TimesFound)),
        // Where it comes from.
        ("isRepeat", v => v.Draft.Source == CandidateSource.Repeat ? 1 : 0),
        ("isStructure", v => v.Draft.Source == CandidateSource.Structure ? 1 : 0),
        ("isTypes", v => v.Draft.Source == CandidateSource.Types ? 1 : 0),
        ("isMasked", v => v.Draft.Source == CandidateSource.Masked ? 1 : 0),
        ("isRepaired", v => v.IsRepaired ? 1 : 0),
        ("analogousLines", v => v.Analogous is { } a ? Math.Log(1 + a.Lines) : 0),
        ("analogousPlaces", v => v.Analogous is { } a ? Math.Log(1 + a.Places) : 0),
        ("analogousNames", v => v.Analogous?.SameNames ?? 0),
        ("ngramMatch", v => v.Draft.Matched),
        // Its form.
        ("length", v => Math.Log(1 + v.Text.Length)),
        ("hasLines", v => v.Text.Contains('\n', StringComparison.Ordinal) ? 1 : 0),
        ("endsStatement", v => v.Text.EndsWith(';') ? 1 : 0),
        ("opensBlock", v => v.Text.EndsWith('}') || v.Text.EndsWith('{') ? 1 : 0),
        ("isComment", v => v.Text.AsSpan().TrimStart().StartsWith("//") ? 1 : 0),
        ("hasLiteral", v => v.Text.Contains('"', StringComparison.Ordinal) ? 1 : 0),
        // Its names, among those around.
        ("firstUses", v => Math.Min(2, v.Names.Count(v.Nearby.Unused.Contains))),
        ("leavesUnused", v => v.Nearby.Unused.IsEmpty || v.Nearby.Unused.Overlaps(v.Names) ? 0 : 1),
        ("namesAbove", v => v.Names.IsEmpty ? 0 : v.Names.Count(v.Nearby.Above.Contains) / (double)v.Names.Count),
        ("likeMember", v => v.Names.Select(v.Nearby.LikenessToMember).DefaultIfEmpty(0).Max()),
        ("saysAgain", v => v.Nearby.LinesAbove.Contains(v.WholeLine) ? 1 : 0),
        // Its type: 1 the very one that is wanted, -1 converted to it.
        (
            "fitsType",
            v =>
                v.Hole.ExpectedType is null || v.FitsType is not { } fits ? 0
                : fits ? 1
                : -1
        ),
        // The place.
        ("atMember", v => v.Hole.Kind == HoleKind.MemberAccess ? 1 : 0),
        ("atArgument", v => v.Hole.Kind == HoleKind.Argument ? 1 : 0),
        ("atAssignment", v => v.Hole.Kind == HoleKind.Assignment ? 1 : 0),
        ("atStatement", v => v.Hole.Kind is HoleKind.StatementStart or HoleKind.BlockStart ? 1 : 0),
        ("wantsLines", v => v.Hole.IsMultiline ? 1 : 0),
        ("hasExpectedType", v => v.Hole.ExpectedType is null ? 0 : 1),
    ];

    /// <summary>Their names, in order.</summary>
    public static ImmutableArray<string> Names { get; } = [.. All.Select(f => f.Name)];

    /// <summary>Their values, in the order of <see cref="Names"/>.</summary>
    public static ImmutableArray<double> Of(CandidateView candidate) => [.. All.Select(f => f.Value(candidate))];
}
