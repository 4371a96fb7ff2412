using Microsoft.Extensions.Time.Testing;
using SmolCode.TestSupport;
using SmolCode.Training.Runs;

namespace SmolCode.Training.Tests;

public sealed class PauseTests
{
    [Theory]
    [InlineData("Mains:0 Battery:Discharging", true)]
    [InlineData("Mains:1 Battery:Charging", false)]
    [InlineData("Mains:1 Battery:Discharging", false)] // More is used than comes in.
    [InlineData("Battery:Discharging", true)]
    [InlineData("Battery:Full", false)]
    [InlineData("Device:Discharging Mains:1", false)]
    [InlineData("Device:Discharging", false)]
    [InlineData("", false)]
    public void The_battery_counts_where_no_mains_are_on(string supplies, bool expected)
    {
        using var folder = new TemporaryFolder();
        foreach (var (supply, i) in supplies.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select((s, i) => (s.Split(':'), i)))
        {
            folder.Write($"{i}/type", supply[0] == "Mains" ? "Mains\n" : "Battery\n");
            folder.Write($"{i}/{(supply[0] == "Mains" ? "online" : "status")}", supply[1] + "\n");
            if (supply[0] == "Device")
            {
                folder.Write($"{i}/scope", "Device\n");
            }
        }

        Assert.Equal(expected, BatteryPause.IsOnBattery(folder.Path));
    }

    [Fact]
    public void A_machine_without_such_a_folder_is_on_mains() => Assert.False(BatteryPause.IsOnBattery("/nowhere/power_supply"));

    [Fact]
    public void The_battery_is_looked_at_now_and_then()
    {
        var (time, looks) = (new FakeTimeProvider(), 0);
        var pause = new BatteryPause(time, () => ++looks > 1);

        Assert.Null(pause.Reason());
        Assert.Null(pause.Reason());
        Assert.Equal(1, looks);
        time.Advance(TimeSpan.FromSeconds(15));
        Assert.NotNull(pause.Reason());
    }

    [Fact]
    public void Typing_pauses_for_a_minute_and_the_file_goes()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "data", "typing");
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        using (var pause = new TypingPause(file, time))
        {
            Assert.Null(pause.Reason());
            File.SetLastWriteTimeUtc(file, time.GetUtcNow().UtcDateTime.AddSeconds(5));
            Assert.NotNull(pause.Reason());
            time.Advance(TimeSpan.FromSeconds(66));
            Assert.Null(pause.Reason());
        }

        Assert.False(File.Exists(file));
    }
}
