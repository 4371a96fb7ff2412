using SmolCode.LanguageServer.Background;

namespace SmolCode.LanguageServer.Tests;

/// <summary>What became of suggestions.</summary>
public sealed class SuggestionLogTests
{
    private readonly SuggestionLog log = new();

    [Fact]
    public void The_rest_of_a_suggestion_is_accepted_once_with_it()
    {
        var log = new SuggestionLog();
        var first = log.Offered(10);
        var rest = log.Offered(6, first);
        Assert.True(log.Accepted(first, length: null));
        Assert.False(log.Accepted(rest, length: null));
        Assert.Equal((1, 10), (log.Counts.Accepted, log.Counts.AcceptedCharacters));
    }

    [Fact]
    public void Each_fate_counts_once()
    {
        var a = log.Offered(10);
        var b = log.Offered(20);

        Assert.NotEqual(a, b);
        Assert.True(log.Shown(a));
        Assert.False(log.Shown(a));
        Assert.True(log.Shown(b));
        Assert.True(log.Accepted(a, 4));
        Assert.False(log.Accepted(a, null));
        Assert.True(log.Rejected(b));

        Assert.Equal(new SuggestionCounts(2, 2, 1, 1, 4), log.Counts);
    }

    [Theory]
    [InlineData(null, 10)]
    [InlineData(3, 3)]
    [InlineData(-3, 0)]
    [InlineData(99, 10)]
    public void The_accepted_length_is_at_most_the_suggestion(int? accepted, int counted)
    {
        log.Accepted(log.Offered(10), accepted);

        Assert.Equal(counted, log.Counts.AcceptedCharacters);
    }

    [Fact]
    public void Unknown_and_forgotten_ids_count_nothing()
    {
        var first = log.Offered(1);
        for (var i = 0; i < 600; i++)
        {
            log.Offered(1);
        }

        Assert.False(log.Shown("no such id"));
        Assert.False(log.Accepted(first, null));
        Assert.Equal(new SuggestionCounts(601, 0, 0, 0, 0), log.Counts);
    }
}
