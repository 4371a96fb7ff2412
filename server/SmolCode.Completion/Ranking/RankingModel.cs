using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SmolCode.Completion.Ranking;

/// <summary>
/// Logistic regression over <see cref="CandidateFeatures"/>: the probability that a candidate's first line is what the user wants. Trained by
/// <c>tests/SmolCode.Benchmarks train-ranking</c> on holes of repositories that no report uses (docs/decisions/0007-ranking.md).
/// </summary>
/// <param name="Features">Names of the features, as <see cref="CandidateFeatures.Names"/>.</param>
/// <param name="Weights">Their weights.</param>
/// <param name="Intercept">The logit of a candidate whose features are all 0.</param>
/// <param name="TrainedOn">Repositories and number of candidates.</param>
internal sealed partial record RankingModel(
    ImmutableArray<string> Features,
    ImmutableArray<double> Weights,
    double Intercept,
    string TrainedOn
)
{
    private static readonly Lazy<RankingModel> Embedded = new(() =>
    {
        using var stream =
            typeof(RankingModel).Assembly.GetManifestResourceStream("ranking.json")
            ?? throw new InvalidOperationException("ranking.json is not embedded.");
        return Read(stream);
    });

    /// <summary>The one that completion uses.</summary>
    public static RankingModel Bundled => Embedded.Value;

    /// <summary>Reads a model.</summary>
    /// <exception cref="InvalidDataException">It was trained with other features.</exception>
    public static RankingModel Read(Stream stream)
    {
        var model = JsonSerializer.Deserialize(stream, RankingJson.Default.RankingModel);
        return model is not null && model.Features.SequenceEqual(CandidateFeatures.Names) && model.Weights.Length == model.Features.Length
            ? model
            : throw new InvalidDataException("The ranking model was trained with other features: train it again.");
    }

    /// <summary>Probability of an exact first line, 0 to 1.</summary>
    /// <param name="features">In the order of <see cref="Features"/>.</param>
    public double Probability(ImmutableArray<double> features)
    {
        var logit = Intercept;
        for (var i = 0; i < features.Length; i++)
        {
            logit += Weights[i] * features[i];
        }

        return 1 / (1 + Math.Exp(-logit));
    }

    /// <summary>Writes a model.</summary>
    public void Write(Stream stream) => JsonSerializer.Serialize(stream, this, RankingJson.Default.RankingModel);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
    [JsonSerializable(typeof(RankingModel))]
    private sealed partial class RankingJson : JsonSerializerContext;
}
