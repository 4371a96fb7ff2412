using System.Collections.Frozen;

namespace SmolCode.Completion.Ranking;

/// <summary>Written by <c>tests/SmolCode.Benchmarks train-ranking</c>; not to be edited.</summary>
internal static class RankingWeights
{
    public const string TrainedOn =
        "AngleSharp, Autofac, CsvHelper, DotNetCore.CAP, Flurl.Http, Markdig, MoreLinq, Polly.Core, Renci.SshNet, Scriban, Stateless, Superpower: 450 holes, 2348 candidates";
    public const double Intercept = -0.468194;

    public static FrozenDictionary<string, double> All { get; } =
        new Dictionary<string, double>
        {
            ["logProbability"] = 0.029795,
            ["score"] = 0.136886,
            ["perToken"] = 0.225163,
            ["firstToken"] = 0.129004,
            ["leastToken"] = 0.116691,
            ["tokens"] = -0.428808,
            ["share"] = 1.348016,
            ["isLikeliest"] = 0.04103,
            ["behindBest"] = -0.070908,
            ["rejectedBefore"] = 0.023191,
            ["sameFirstLine"] = 0.045229,
            ["timesFound"] = 0.736067,
            ["isRepeat"] = 0.904014,
            ["isStructure"] = 0.202364,
            ["isTypes"] = -0.801367,
            ["isMasked"] = -0.513615,
            ["isRepaired"] = -1.607957,
            ["analogousLines"] = 0.264203,
            ["analogousPlaces"] = 0.56816,
            ["analogousNames"] = 0.761318,
            ["length"] = -0.061409,
            ["hasLines"] = 0.570347,
            ["endsStatement"] = 0.030791,
            ["opensBlock"] = -0.67675,
            ["isComment"] = -2.925964,
            ["hasLiteral"] = -1.353845,
            ["firstUses"] = 0.238969,
            ["leavesUnused"] = -0.088161,
            ["namesAbove"] = 0.197675,
            ["likeMember"] = 0.017544,
            ["saysAgain"] = -1.968183,
            ["atMember"] = -0.130821,
            ["atArgument"] = 0.671298,
            ["atAssignment"] = 0.355126,
            ["atStatement"] = -0.421053,
            ["wantsLines"] = -0.688813,
            ["hasExpectedType"] = 0.18466,
            ["ngramMatch"] = 0,
            ["fitsType"] = 0,
        }.ToFrozenDictionary(StringComparer.Ordinal);
}
