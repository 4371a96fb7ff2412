using SmolCode.Evaluation.Quality;

namespace SmolCode.Evaluation.Tests;

public sealed class PairedBootstrapTests
{
    // Resampled means of 50 ones and 50 zeros are binomial: P(X ≤ 40) = 0.028 and P(X ≤ 39) = 0.018, so the quantiles are 0.40 and 0.60.
    [Fact]
    public void The_interval_of_a_share_is_the_binomial_one()
    {
        var share = PairedBootstrap.Mean([.. Enumerable.Range(0, 100).Select(i => i % 2)]);

        Assert.Equal(0.5, share.Value);
        Assert.InRange(share.Low, 0.39, 0.41);
        Assert.InRange(share.High, 0.59, 0.61);
    }

    // What is hard for both cancels out: each row differs by the same, however much the rows differ from each other.
    [Fact]
    public void A_difference_that_all_rows_share_has_no_spread()
    {
        var difference = PairedBootstrap.Difference([1, 9, 3, 7, 5], [0.5, 8.5, 2.5, 6.5, 4.5]);

        Assert.Equal(new Estimate(0.5, 0.5, 0.5), difference);
    }

    [Fact]
    public void The_same_rows_have_the_same_interval() =>
        Assert.Equal(PairedBootstrap.Mean([0, 1, 1, 0, 1]), PairedBootstrap.Mean([0, 1, 1, 0, 1]));

    [Fact]
    public void A_ratio_is_of_sums_and_leaves_out_resamples_without_a_divisor()
    {
        var ratio = PairedBootstrap.Ratio([1, 1, 0], [1, 1, 1])!.Value;

        Assert.Equal(2 / 3.0, ratio.Value, 6);
        Assert.InRange(ratio.Low, 0, ratio.Value);
        Assert.Equal(new Estimate(2, 2, 2), PairedBootstrap.Ratio([2, 0], [1, 0]));
    }

    [Fact]
    public void By_nothing_there_is_no_ratio() => Assert.Null(PairedBootstrap.Ratio([1, 0], [0, 0]));
}
