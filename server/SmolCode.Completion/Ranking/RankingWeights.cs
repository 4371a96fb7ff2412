using System.Collections.Frozen;

namespace SmolCode.Completion.Ranking;

/// <summary>Written by <c>tests/SmolCode.Benchmarks train-ranking</c>; not to be edited.</summary>
internal static class RankingWeights
{
    public const string TrainedOn =
        "AngleSharp, Autofac, CsvHelper, DotNetCore.CAP, Flurl.Http, Markdig, MoreLinq, Polly.Core, Renci.SshNet, Scriban, Stateless, Superpower: 465 holes, 2140 candidates";
    public const double Intercept = 0.531184;

    public static FrozenDictionary<string, double> All { get; } =
        new Dictionary<string, double>
        {
            ["logProbability"] = 0.043808,
            ["score"] = 0.242851,
            ["perToken"] = 0.326183,
            ["firstToken"] = 0.045401,
            ["leastToken"] = 0.039158,
            ["tokens"] = -0.6777,
            ["share"] = 1.364387,
            ["isLikeliest"] = -0.133692,
            ["behindBest"] = 0.082884,
            ["rejectedBefore"] = -0.046691,
            ["sameFirstLine"] = -0.153911,
            ["timesFound"] = 0.555499,
            ["isRepeat"] = 0.349797,
            ["isStructure"] = -0.548508,
            ["isTypes"] = -0.42691,
            ["isMasked"] = -0.720448,
            ["isRepaired"] = -2.502725,
            ["analogousLines"] = 0.085147,
            ["analogousPlaces"] = 0.783933,
            ["analogousNames"] = 0.484185,
            ["ngramMatch"] = 0.259341,
            ["length"] = -0.074751,
            ["hasLines"] = 1.062439,
            ["endsStatement"] = -0.111563,
            ["opensBlock"] = -0.414754,
            ["isComment"] = -3.184119,
            ["hasLiteral"] = -1.336623,
            ["firstUses"] = 0.220121,
            ["leavesUnused"] = -0.369657,
            ["namesAbove"] = 0.257128,
            ["likeMember"] = -0.353178,
            ["saysAgain"] = -1.950852,
            ["fitsType"] = 0.32424,
            ["atMember"] = -0.134413,
            ["atArgument"] = 0.441855,
            ["atAssignment"] = 0.079254,
            ["atStatement"] = -0.197747,
            ["wantsLines"] = -0.376204,
            ["hasExpectedType"] = -0.066573,
        }.ToFrozenDictionary(StringComparer.Ordinal);
}
