using SmolCode.Completion.Ranking;

namespace SmolCode.Completion.Tests;

/// <summary>How far outcomes move the threshold. Balanced stands at 0.35 for 3 of 5, quiet at 0.65 for 4 of 5.</summary>
public sealed class ThresholdRefitTests
{
    [Fact]
    public void With_fewer_than_a_hundred_outcomes_nothing_moves() =>
        Assert.Equal(0, ThresholdRefit.Shift([.. Shown(99, 0.36, meant: 0)], Eagerness.Balanced));

    [Fact]
    public void Eager_has_no_threshold_to_move() => Assert.Equal(0, ThresholdRefit.Shift([.. Shown(500, 0.2, meant: 0)], Eagerness.Eager));

    [Theory]
    [InlineData(Eagerness.Balanced, 60)]
    [InlineData(Eagerness.Balanced, 57)]
    [InlineData(Eagerness.Balanced, 63)]
    [InlineData(Eagerness.Quiet, 80)]
    public void What_agrees_within_its_error_moves_nothing(Eagerness eagerness, int meant) =>
        Assert.Equal(0, ThresholdRefit.Shift([.. Shown(100, 0.9, meant)], eagerness));

    [Fact]
    public void Where_too_little_is_meant_it_rises_to_where_enough_is()
    {
        // All above 0.45 are meant, none below.
        List<ShownOutcome> outcomes = [.. Shown(100, 0.40, meant: 0), .. Shown(100, 0.449, meant: 0), .. Shown(100, 0.7, meant: 100)];

        Assert.Equal(0.10, ThresholdRefit.Shift(outcomes, Eagerness.Balanced), 6);
    }

    [Fact]
    public void It_rises_by_no_more_than_its_bound() =>
        Assert.Equal(0.15, ThresholdRefit.Shift([.. Shown(1000, 0.99, meant: 0)], Eagerness.Quiet), 6);

    [Fact]
    public void It_does_not_rise_to_where_nearly_nothing_was_shown() =>
        Assert.Equal(0.05, ThresholdRefit.Shift([.. Shown(200, 0.402, meant: 10), .. Shown(20, 0.9, meant: 20)], Eagerness.Balanced), 6);

    [Fact]
    public void Where_much_is_meant_it_falls_to_what_was_not_shown_yet_by_little() =>
        Assert.Equal(-0.05, ThresholdRefit.Shift([.. Shown(200, 0.5, meant: 190)], Eagerness.Balanced), 6);

    [Fact]
    public void It_falls_on_where_what_is_shown_below_is_meant_as_well()
    {
        List<ShownOutcome> outcomes = [.. Shown(200, 0.5, meant: 190), .. Shown(20, 0.31, meant: 16), .. Shown(20, 0.27, meant: 16)];

        Assert.Equal(-0.13, ThresholdRefit.Shift(outcomes, Eagerness.Balanced), 6);
    }

    [Fact]
    public void It_falls_no_further_than_where_all_that_is_shown_is_meant_enough()
    {
        List<ShownOutcome> outcomes = [.. Shown(100, 0.5, meant: 70), .. Shown(100, 0.325, meant: 5)];

        Assert.Equal(-0.02, ThresholdRefit.Shift(outcomes, Eagerness.Balanced), 6);
    }

    [Theory]
    [InlineData(0.36, 0, true)]
    [InlineData(0.34, 0, false)]
    [InlineData(0.36, 0.02, false)]
    [InlineData(0.34, -0.02, true)]
    [InlineData(0.49, 9, false)]
    [InlineData(0.51, 9, true)]
    [InlineData(0.19, -9, false)]
    [InlineData(0.21, -9, true)]
    public void The_threshold_moves_within_its_bounds(double probability, double shift, bool shown) =>
        Assert.Equal(shown, ShowThreshold.IsReached(probability, Eagerness.Balanced, shift));

    private static IEnumerable<ShownOutcome> Shown(int count, double probability, int meant) =>
        Enumerable.Range(0, count).Select(i => new ShownOutcome(probability, i < meant));
}
