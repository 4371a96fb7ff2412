using System.Collections.Frozen;

namespace SmolCode.Completion.Ranking;

/// <summary>Written by <c>tests/SmolCode.Benchmarks train-ranking</c>; not to be edited.</summary>
internal static class RankingWeights
{
    public const string TrainedOn = "AngleSharp, Autofac, CsvHelper, DotNetCore.CAP, Markdig, Polly.Core: 2048 candidates";
    public const double Intercept = -1.116761;

    public static FrozenDictionary<string, double> All { get; } =
        new Dictionary<string, double>
        {
            ["logProbability"] = 0.012373,
            ["score"] = 0.006596,
            ["perToken"] = 0.19098,
            ["firstToken"] = 0.149557,
            ["leastToken"] = 0.229001,
            ["tokens"] = -0.801229,
            ["share"] = 2.337465,
            ["isLikeliest"] = 0.141344,
            ["behindBest"] = -0.152163,
            ["rejectedBefore"] = 0.047937,
            ["sameFirstLine"] = 0.120564,
            ["timesFound"] = 0.485792,
            ["isRepeat"] = 0.559948,
            ["isStructure"] = 0.095818,
            ["isTypes"] = -1.149294,
            ["isMasked"] = -1.630725,
            ["isRepaired"] = -3.111484,
            ["analogousLines"] = -0.106442,
            ["analogousPlaces"] = 1.094691,
            ["analogousNames"] = 1.334403,
            ["length"] = 0.120909,
            ["hasLines"] = 2.004196,
            ["endsStatement"] = -0.052076,
            ["opensBlock"] = -0.88646,
            ["isComment"] = -4.412027,
            ["hasLiteral"] = -0.956698,
            ["firstUses"] = -0.048354,
            ["leavesUnused"] = -0.243505,
            ["namesAbove"] = 0.607996,
            ["likeMember"] = -0.204988,
            ["saysAgain"] = -3.793819,
            ["atMember"] = -0.063763,
            ["atArgument"] = 0.164018,
            ["atAssignment"] = 0.062217,
            ["atStatement"] = -0.088489,
            ["wantsLines"] = -0.483547,
            ["hasExpectedType"] = 0.100796,
        }.ToFrozenDictionary(StringComparer.Ordinal);
}
