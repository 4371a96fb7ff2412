using System.Collections.Immutable;
using SmolCode.Completion.Ranking;

namespace SmolCode.Completion.Tests;

/// <summary>What the candidates of one request share, and that training finds what tells the right one.</summary>
public sealed class RankingModelTests
{
    private static readonly int Share = CandidateFeatures.Names.IndexOf("share");

    [Fact]
    public void Candidates_and_none_of_them_share_one_probability()
    {
        var model = Weighing("share", 0);

        var probabilities = model.Probabilities([("a", With(0)), ("b", With(0)), ("b", With(1)), ("c", With(0))]);

        // Odds of one each, "none" included; those with the same first line add theirs up.
        Assert.Equal(0.2, probabilities["a"], 9);
        Assert.Equal(0.4, probabilities["b"], 9);
        Assert.Equal(0.2, probabilities["c"], 9);
        Assert.Empty(model.Probabilities([]));
    }

    [Fact]
    public void Another_candidate_takes_probability_from_those_that_are_there()
    {
        var alone = RankingModel.Bundled.Probabilities([("a", With(0.5))])["a"];
        var both = RankingModel.Bundled.Probabilities([("a", With(0.5)), ("b", With(0.4))]);

        Assert.True(both["a"] < alone);
        Assert.True(both["a"] > both["b"]);
        Assert.True(both.Values.Sum() < 1);
    }

    [Fact]
    public void Training_finds_the_shares_of_what_was_wanted()
    {
        // Two candidates at each of 600 holes: the first is wanted at a half of them, the second at a tenth, neither at the rest.
        List<IReadOnlyList<(ImmutableArray<double> Features, bool Right)>> holes =
        [
            .. Enumerable
                .Range(0, 600)
                .Select(i => (IReadOnlyList<(ImmutableArray<double>, bool)>)[(With(1), i % 10 < 5), (With(0), i % 10 == 5)]),
        ];

        var probabilities = RankingTraining.Fit(holes, 1e-6, "a test").Probabilities([("first", With(1)), ("second", With(0))]);

        Assert.Equal(0.5, probabilities["first"], 3);
        Assert.Equal(0.1, probabilities["second"], 3);
    }

    private static ImmutableArray<double> With(double share) =>
        [.. Enumerable.Range(0, CandidateFeatures.Names.Length).Select(i => i == Share ? share : 0)];

    private static RankingModel Weighing(string feature, double weight) =>
        new([.. CandidateFeatures.Names.Select(n => n == feature ? weight : 0)], 0, "a test");
}
