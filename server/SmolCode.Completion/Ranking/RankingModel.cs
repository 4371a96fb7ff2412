using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace SmolCode.Completion.Ranking;

/// <summary>
/// Logistic regression over <see cref="CandidateFeatures"/>: the probability that a candidate's first line is what the user wants. Trained by
/// <c>tests/SmolCode.Benchmarks train-ranking</c> on holes of repositories that no report uses (docs/decisions/0007-ranking.md).
/// </summary>
/// <param name="Weights">A weight for each feature, in the order of <see cref="CandidateFeatures.Names"/>.</param>
/// <param name="Intercept">The logit of a candidate whose features are all 0.</param>
/// <param name="TrainedOn">Repositories and number of candidates.</param>
internal sealed record RankingModel(ImmutableArray<double> Weights, double Intercept, string TrainedOn)
{
    /// <summary>The one that completion uses.</summary>
    public static RankingModel Bundled { get; } =
        new([.. CandidateFeatures.Names.Select(n => RankingWeights.All[n])], RankingWeights.Intercept, RankingWeights.TrainedOn);

    /// <summary>Probability of an exact first line, 0 to 1.</summary>
    /// <param name="features">In the order of <see cref="CandidateFeatures.Names"/>.</param>
    public double Probability(ImmutableArray<double> features)
    {
        var logit = Intercept;
        for (var i = 0; i < features.Length; i++)
        {
            logit += Weights[i] * features[i];
        }

        return 1 / (1 + Math.Exp(-logit));
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
