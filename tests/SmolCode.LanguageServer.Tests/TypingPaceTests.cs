using Microsoft.Extensions.Time.Testing;
using SmolCode.LanguageServer.Requests;

namespace SmolCode.LanguageServer.Tests;

/// <summary>When a suggestion is begun after a key.</summary>
public sealed class TypingPaceTests
{
    private readonly FakeTimeProvider time = new();
    private readonly TypingPace pace;

    public TypingPaceTests() => pace = new TypingPace(time);

    [Fact]
    public void Nothing_is_waited_for_before_anything_was_measured()
    {
        Assert.Equal(TimeSpan.Zero, pace.Wait);
        Type(keys: 10, everyMs: 100);
        Assert.Equal(TimeSpan.Zero, pace.Wait);
    }

    [Fact]
    public void Answers_faster_than_keys_are_begun_at_once()
    {
        Type(keys: 10, everyMs: 150);
        pace.Answered(TimeSpan.FromMilliseconds(80));
        Assert.Equal(TimeSpan.Zero, pace.Wait);
    }

    [Fact]
    public void Slow_answers_wait_until_the_typing_rests()
    {
        Type(keys: 10, everyMs: 120);
        pace.Answered(TimeSpan.FromMilliseconds(900));
        Assert.Equal(150, pace.Wait.TotalMilliseconds, tolerance: 1);
    }

    [Fact]
    public void Nobody_waits_more_than_a_quarter_longer()
    {
        Type(keys: 10, everyMs: 250);
        pace.Answered(TimeSpan.FromMilliseconds(400));
        Assert.Equal(100, pace.Wait.TotalMilliseconds, tolerance: 1);
    }

    [Fact]
    public void A_pause_is_no_interval_between_keys()
    {
        Type(keys: 10, everyMs: 120);
        Type(keys: 3, everyMs: 5000);
        pace.Answered(TimeSpan.FromMilliseconds(900));
        Assert.Equal(150, pace.Wait.TotalMilliseconds, tolerance: 1);
    }

    [Fact]
    public void What_was_given_up_took_that_long_at_least()
    {
        Type(keys: 10, everyMs: 120);
        pace.Answered(TimeSpan.FromMilliseconds(100));
        for (var i = 0; i < 20; i++)
        {
            // Given up sooner than an answer takes, it says nothing.
            pace.GivenUp(TimeSpan.FromMilliseconds(60));
        }

        Assert.Equal(TimeSpan.Zero, pace.Wait);
        for (var i = 0; i < 20; i++)
        {
            pace.GivenUp(TimeSpan.FromMilliseconds(500));
        }

        Assert.InRange(pace.Wait.TotalMilliseconds, 110, 125);
    }

    [Fact]
    public void The_averages_follow_a_machine_that_gets_faster()
    {
        Type(keys: 10, everyMs: 120);
        pace.Answered(TimeSpan.FromMilliseconds(900));
        for (var i = 0; i < 30; i++)
        {
            pace.Answered(TimeSpan.FromMilliseconds(60));
        }

        Assert.Equal(TimeSpan.Zero, pace.Wait);
    }

    private void Type(int keys, double everyMs)
    {
        for (var i = 0; i < keys; i++)
        {
            time.Advance(TimeSpan.FromMilliseconds(everyMs));
            pace.Key();
        }
    }
}
