using System.Collections.Frozen;

namespace SmolCode.Completion.Ranking;

/// <summary>Written by <c>tests/SmolCode.Benchmarks train-ranking</c>; not to be edited.</summary>
internal static class RankingWeights
{
    public const string TrainedOn = "Autofac, CsvHelper, Polly.Core: 463 candidates";
    public const double Intercept = -1.767743;

    public static FrozenDictionary<string, double> All { get; } =
        new Dictionary<string, double>
        {
            ["logProbability"] = -0.039471,
            ["score"] = -0.304881,
            ["perToken"] = 0.386251,
            ["firstToken"] = 0.041734,
            ["leastToken"] = 0.394238,
            ["tokens"] = -0.833157,
            ["share"] = 1.888257,
            ["isLikeliest"] = 0.250276,
            ["behindBest"] = 0.56667,
            ["rejectedBefore"] = -0.085803,
            ["sameFirstLine"] = 0.553499,
            ["timesFound"] = 0.168616,
            ["isRepeat"] = 0.703587,
            ["isStructure"] = 0.687892,
            ["isTypes"] = 0,
            ["isMasked"] = -2.912079,
            ["isRepaired"] = -2.12885,
            ["analogousLines"] = 0.238417,
            ["analogousPlaces"] = 1.152554,
            ["analogousNames"] = 0.252061,
            ["length"] = 0.36699,
            ["hasLines"] = 1.32269,
            ["endsStatement"] = 0.996312,
            ["opensBlock"] = -0.554116,
            ["isComment"] = -3.765492,
            ["hasLiteral"] = -1.805697,
            ["atMember"] = 0.52597,
            ["atArgument"] = 0.932505,
            ["atAssignment"] = -0.644044,
            ["atStatement"] = -0.438463,
            ["wantsLines"] = -0.382566,
            ["hasExpectedType"] = 0.16558,
        }.ToFrozenDictionary(StringComparer.Ordinal);
}
