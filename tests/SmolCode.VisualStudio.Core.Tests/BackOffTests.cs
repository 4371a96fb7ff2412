using SmolCode.VisualStudio.Server;

namespace SmolCode.VisualStudio.Core.Tests;

public sealed class BackOffTests
{
    private TimeSpan now;

    [Fact]
    public void Waits_grow_and_end()
    {
        var backOff = new BackOff(() => now);

        Assert.Equal([0.5, 1, 2, 5, 10, null], Enumerable.Range(0, 6).Select(_ => backOff.Died()?.TotalSeconds));
    }

    [Fact]
    public void A_minute_of_health_or_the_users_wish_starts_the_count_anew()
    {
        var backOff = new BackOff(() => now);
        backOff.Died();
        backOff.Died();
        backOff.Started();
        now += TimeSpan.FromSeconds(59);
        Assert.Equal(2, backOff.Died()?.TotalSeconds);
        backOff.Started();
        now += TimeSpan.FromSeconds(60);
        Assert.Equal(0.5, backOff.Died()?.TotalSeconds);
        backOff.Started();
        Assert.Equal(1, backOff.Died()?.TotalSeconds);

        backOff.Reset();
        Assert.Equal(0.5, backOff.Died()?.TotalSeconds);
    }
}
