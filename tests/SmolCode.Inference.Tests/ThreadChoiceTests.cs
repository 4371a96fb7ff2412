using SmolCode.Inference.Engine;

namespace SmolCode.Inference.Tests;

public sealed class ThreadChoiceTests
{
    private const int All = 0;
    private const int One = 1;

    [Fact]
    public void It_begins_with_all_threads_and_tries_one_at_the_first_occasion()
    {
        var choice = new ThreadChoice(8, TimeProvider.System);

        Assert.Equal(8, choice.Threads);
        Assert.True(choice.IsTrialDue);
    }

    [Fact]
    public void What_is_much_slower_is_left_and_taken_up_again_when_it_is_faster()
    {
        var choice = new ThreadChoice(2, TimeProvider.System);
        choice.Observe(All, 30);
        choice.Observe(One, 8);
        Assert.Equal(1, choice.Threads);

        // The load is gone: trials of all threads get fast.
        for (var i = 0; i < 6; i++)
        {
            choice.Observe(All, 5);
        }

        Assert.Equal(2, choice.Threads);
    }

    [Fact]
    public void A_difference_within_the_noise_changes_nothing()
    {
        var choice = new ThreadChoice(2, TimeProvider.System);
        choice.Observe(All, 10);
        choice.Observe(One, 9.5);

        Assert.Equal(2, choice.Threads);
    }

    [Fact]
    public void With_one_thread_there_is_nothing_to_try() => Assert.False(new ThreadChoice(1, TimeProvider.System).IsTrialDue);

    [Fact]
    public void A_batch_that_was_stopped_teaches_nothing()
    {
        var choice = new ThreadChoice(4, TimeProvider.System);

        Assert.False(choice.Run(1, trial: true, _ => false));
        Assert.True(choice.IsTrialDue);
    }
}
