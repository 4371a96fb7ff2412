using SmolCode.Inference.Tuning;

namespace SmolCode.Inference.Tests;

public sealed class TuningDecisionTests
{
    private static readonly EngineTuning Untuned = new(WeightLayout.Q8, 2, 64);

    [Fact]
    public void The_fastest_is_chosen()
    {
        var (chosen, reason) = Decide(
            0.01,
            (Untuned, [100, 102, 98]),
            (Untuned with { Threads = 1 }, [80, 81, 79]),
            (Untuned with { BatchSize = 128 }, [90, 91, 89])
        );
        Assert.Equal(Untuned with { Threads = 1 }, chosen);
        Assert.Contains("80", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void What_loses_too_much_is_not_chosen_however_fast()
    {
        var (chosen, _) = Decide(0.01, (Untuned, [100, 102, 98]), (new EngineTuning(WeightLayout.Q4, 2, 64), [50, 51, 49]));
        Assert.Equal(Untuned, chosen);
    }

    [Fact]
    public void More_may_be_lost_when_that_is_allowed()
    {
        var four = new EngineTuning(WeightLayout.Q4, 2, 64);
        Assert.Equal(four, Decide(0.2, (Untuned, [100, 102, 98]), (four, [50, 51, 49])).Chosen);
    }

    [Fact]
    public void A_gain_that_is_not_there_in_every_round_is_noise()
    {
        var (chosen, reason) = Decide(0.01, (Untuned, [100, 100, 100, 100]), (Untuned with { Threads = 1 }, [90, 94, 104, 105]));
        Assert.Equal(Untuned, chosen);
        Assert.Contains("noise", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Times_are_compared_within_their_round()
    {
        // Slower and slower, and yet always a tenth faster.
        var one = Untuned with
        {
            Threads = 1,
        };
        Assert.Equal(one, Decide(0.01, (Untuned, [100, 110, 120]), (one, [90, 99, 108])).Chosen);
    }

    [Fact]
    public void On_a_busy_machine_nothing_is_chosen()
    {
        var (chosen, reason) = Decide(0.01, (Untuned, [100, 300, 150]), (Untuned with { Threads = 1 }, [80, 200, 90]));
        Assert.Null(chosen);
        Assert.Contains("too busy", reason, StringComparison.Ordinal);
        Assert.Contains("between 100 and 300 ms", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_measured_less_often_is_not_considered() =>
        Assert.Equal(Untuned, Decide(0.01, (Untuned, [100, 102, 98]), (Untuned with { Threads = 1 }, [10])).Chosen);

    [Fact]
    public void When_even_the_usual_layout_loses_too_much_the_fastest_other_one_is_chosen()
    {
        var halves = new EngineTuning(WeightLayout.F16, 2, 64);
        var (chosen, reason) = Decide(0, (Untuned, [100, 102, 98]), (halves, [200, 202, 198]));
        Assert.Equal(halves, chosen);
        Assert.Contains("0.40", reason, StringComparison.Ordinal);
    }

    private static (EngineTuning? Chosen, string Reason) Decide(double maxLoss, params (EngineTuning Tuning, double[] Times)[] measured) =>
        TuningDecision.Decide(
            [Layout(WeightLayout.F16, 0, maxLoss), Layout(WeightLayout.Q8, 0.004, maxLoss), Layout(WeightLayout.Q4, 0.15, maxLoss)],
            [.. measured.Select(m => Measured(m.Tuning, m.Times))],
            Untuned,
            3
        );

    private static MeasuredLayout Layout(WeightLayout layout, double loss, double maxLoss) =>
        new()
        {
            Layout = layout,
            Bytes = 1,
            Perplexity = 6,
            Loss = loss,
            LossError = 0,
            IsOriginal = loss == 0,
            IsGoodEnough = loss <= maxLoss,
        };

    private static MeasuredTuning Measured(EngineTuning tuning, double[] times) =>
        new()
        {
            Tuning = tuning,
            RequestMs = [.. times],
            PrefillTokensPerSecond = 1,
            StepsPerSecond = 1,
        };
}
