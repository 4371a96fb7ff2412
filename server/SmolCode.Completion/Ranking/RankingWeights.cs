using System.Collections.Frozen;

namespace SmolCode.Completion.Ranking;

/// <summary>Written by <c>tests/SmolCode.Benchmarks train-ranking</c>; not to be edited.</summary>
internal static class RankingWeights
{
    public const string TrainedOn = "AngleSharp, Autofac, CsvHelper, DotNetCore.CAP, Markdig, Polly.Core: 1460 candidates";
    public const double Intercept = -0.985709;

    public static FrozenDictionary<string, double> All { get; } =
        new Dictionary<string, double>
        {
            ["logProbability"] = -0.010373,
            ["score"] = 0.197823,
            ["perToken"] = 0.453077,
            ["firstToken"] = 0.122274,
            ["leastToken"] = 0.234084,
            ["tokens"] = -1.21326,
            ["share"] = 1.559433,
            ["isLikeliest"] = 0.638119,
            ["behindBest"] = -0.05683,
            ["rejectedBefore"] = -0.084621,
            ["sameFirstLine"] = 0.255278,
            ["timesFound"] = 0.155149,
            ["isRepeat"] = 0.732858,
            ["isStructure"] = -0.700707,
            ["isTypes"] = -0.046418,
            ["isMasked"] = -4.486391,
            ["isRepaired"] = -2.312056,
            ["analogousLines"] = 0.160848,
            ["analogousPlaces"] = 1.157337,
            ["analogousNames"] = 0.190561,
            ["length"] = 0.487799,
            ["hasLines"] = 1.191552,
            ["endsStatement"] = 0.679421,
            ["opensBlock"] = 0.664321,
            ["isComment"] = -3.481272,
            ["hasLiteral"] = -1.699394,
            ["firstUses"] = 0,
            ["leavesUnused"] = 0,
            ["namesAbove"] = 0,
            ["likeMember"] = 0,
            ["saysAgain"] = 0,
            ["atMember"] = 0.24402,
            ["atArgument"] = 0.458349,
            ["atAssignment"] = -0.01023,
            ["atStatement"] = -0.490635,
            ["wantsLines"] = -0.131318,
            ["hasExpectedType"] = 0.111989,
        }.ToFrozenDictionary(StringComparer.Ordinal);
}
