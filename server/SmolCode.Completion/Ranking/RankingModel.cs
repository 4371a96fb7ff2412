using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace SmolCode.Completion.Ranking;

/// <summary>
/// Conditional logit (McFadden 1974, "Conditional logit analysis of qualitative choice behavior") over <see cref="CandidateFeatures"/>: what the
/// user wants is the first line of one of a request's candidates, or none of them, whose logit is 0. Candidates of one request therefore share
/// one probability, and their probabilities never add up to more than 1. Trained by <c>tests/SmolCode.Benchmarks train-ranking</c> on holes of
/// repositories that no report uses (docs/decisions/0007-ranking.md).
/// </summary>
/// <param name="Weights">A weight for each feature, in the order of <see cref="CandidateFeatures.Names"/>.</param>
/// <param name="Intercept">The logit of a candidate whose features are all 0.</param>
/// <param name="TrainedOn">Repositories and number of candidates.</param>
internal sealed record RankingModel(ImmutableArray<double> Weights, double Intercept, string TrainedOn)
{
    /// <summary>The one that completion uses.</summary>
    public static RankingModel Bundled { get; } =
        new([.. CandidateFeatures.Names.Select(n => RankingWeights.All[n])], RankingWeights.Intercept, RankingWeights.TrainedOn);

    /// <summary>How much speaks for a candidate: the natural logarithm of its odds against none of them.</summary>
    /// <param name="features">In the order of <see cref="CandidateFeatures.Names"/>.</param>
    public double Logit(ImmutableArray<double> features)
    {
        var logit = Intercept;
        for (var i = 0; i < features.Length; i++)
        {
            logit += Weights[i] * features[i];
        }

        return logit;
    }

    /// <summary>For each first line the probability that it is what the user wants: that of all candidates that begin with it.</summary>
    /// <param name="candidates">All of a request that were not rejected, their features in the order of <see cref="CandidateFeatures.Names"/>.</param>
    public IReadOnlyDictionary<string, double> Probabilities(IEnumerable<(string FirstLine, ImmutableArray<double> Features)> candidates)
    {
        var odds = candidates
            .GroupBy(c => c.FirstLine, c => Math.Exp(Logit(c.Features)), StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Sum(), StringComparer.Ordinal);
        var all = 1 + odds.Values.Sum();
        return odds.ToDictionary(o => o.Key, o => o.Value / all, StringComparer.Ordinal);
    }

    /// <summary>The source text of <see cref="RankingWeights"/> with these weights.</summary>
    public string ToSource()
    {
        var text = new StringBuilder();
        var culture = CultureInfo.InvariantCulture;
        text.Append(
            culture,
            $$"""
            using System.Collections.Frozen;

            namespace SmolCode.Completion.Ranking;

            /// <summary>Written by <c>tests/SmolCode.Benchmarks train-ranking</c>; not to be edited.</summary>
            internal static class RankingWeights
            {
                public const string TrainedOn = "{{TrainedOn}}";
                public const double Intercept = {{Intercept}};

                public static FrozenDictionary<string, double> All { get; } = new Dictionary<string, double>
                {

            """
        );
        foreach (var (name, weight) in CandidateFeatures.Names.Zip(Weights))
        {
            text.Append(culture, $"        [\"{name}\"] = {weight},\n");
        }

        return text.Append("    }.ToFrozenDictionary(StringComparer.Ordinal);\n}\n").ToString().ReplaceLineEndings("\n");
    }
}
