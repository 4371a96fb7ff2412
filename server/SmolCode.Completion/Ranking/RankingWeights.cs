using System.Collections.Frozen;

namespace SmolCode.Completion.Ranking;

/// <summary>Written by <c>tests/SmolCode.Benchmarks train-ranking</c>; not to be edited.</summary>
internal static class RankingWeights
{
    public const string TrainedOn = "Autofac, CsvHelper, Polly.Core: 678 candidates";
    public const double Intercept = -1.577056;

    public static FrozenDictionary<string, double> All { get; } = new Dictionary<string, double>
    {
        ["logProbability"] = 0.003056,
        ["score"] = 0.004275,
        ["perToken"] = 0.150449,
        ["firstToken"] = 0.015454,
        ["leastToken"] = 0.293581,
        ["tokens"] = -0.9048,
        ["share"] = 1.019409,
        ["isLikeliest"] = 1.104388,
        ["behindBest"] = 0.228243,
        ["rejectedBefore"] = -0.071358,
        ["sameFirstLine"] = 0.361959,
        ["timesFound"] = 0.224056,
        ["isRepeat"] = 0.724395,
        ["isStructure"] = -0.681373,
        ["isTypes"] = -0.08334,
        ["isMasked"] = -3.64512,
        ["isRepaired"] = -2.029212,
        ["analogousLines"] = 0.009402,
        ["analogousPlaces"] = 1.58792,
        ["analogousNames"] = 0.313573,
        ["length"] = 0.405477,
        ["hasLines"] = 1.171929,
        ["endsStatement"] = 0.914567,
        ["opensBlock"] = 0.487377,
        ["isComment"] = -2.869203,
        ["hasLiteral"] = -1.422093,
        ["atMember"] = 0.366347,
        ["atArgument"] = 0.720681,
        ["atAssignment"] = -0.205084,
        ["atStatement"] = -0.641248,
        ["wantsLines"] = -0.250244,
        ["hasExpectedType"] = 0.083338,
    }.ToFrozenDictionary(StringComparer.Ordinal);
}
