using System.Collections.Immutable;

namespace SmolCode.CodeAnalysis.Repairs;

/// <summary>All kinds of repair.</summary>
internal static class CandidateRepairs
{
    /// <summary>Texts that are tried for one candidate.</summary>
    private const int MaxProposals = 4;

    private static readonly ImmutableArray<ICandidateRepair> Kinds =
    [
        new BracketRepair(),
        new SemicolonRepair(),
        new BodyRepair(),
        new NameRepair(),
        new AwaitRepair(),
        new ArgumentKeywordRepair(),
        new CastRepair(),
    ];

    /// <summary>What a rejected candidate may have been meant to be.</summary>
    internal static IEnumerable<string> Propose(RefutedCandidate refuted) =>
        Kinds.SelectMany(k => k.Propose(refuted)).Where(t => t != refuted.Text).Distinct(StringComparer.Ordinal).Take(MaxProposals);
}
