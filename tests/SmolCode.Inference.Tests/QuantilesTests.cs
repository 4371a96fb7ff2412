using SmolCode.Inference.Tuning;

namespace SmolCode.Inference.Tests;

public sealed class QuantilesTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.25, 2)]
    [InlineData(0.5, 3)]
    [InlineData(0.6, 3.4)]
    [InlineData(1, 50)]
    public void Neighbours_are_joined_by_a_line(double share, double value) =>
        Assert.Equal(value, Quantiles.Of([3, 1, 50, 4, 2], share), precision: 9);

    [Fact]
    public void One_outlier_does_not_make_a_machine_busy() => Assert.InRange(Quantiles.Spread([100, 101, 900, 99, 100]), 0, 0.02);

    [Fact]
    public void Times_that_scatter_do() => Assert.Equal(0.5, Quantiles.Spread([100, 75, 125]) * 2, precision: 9);

    [Fact]
    public void A_single_time_tells_nothing() => Assert.Equal(0, Quantiles.Spread([100]));
}
