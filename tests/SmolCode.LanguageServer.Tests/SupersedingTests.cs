using SmolCode.LanguageServer.Requests;

namespace SmolCode.LanguageServer.Tests;

public sealed class SupersedingTests
{
    private readonly Superseding _superseding = new();

    [Fact]
    public void Newer_work_ends_older_work_on_the_same_key()
    {
        using var older = _superseding.Begin("a", 1, CancellationToken.None);
        using var other = _superseding.Begin("b", 2, CancellationToken.None);
        using var newer = _superseding.Begin("a", 3, CancellationToken.None);

        Assert.True(older.IsSuperseded);
        Assert.True(older.Token.IsCancellationRequested);
        Assert.False(other.IsSuperseded);
        Assert.False(newer.IsSuperseded);
    }

    [Fact]
    public void Older_work_that_gets_its_thread_later_is_over_before_it_starts()
    {
        using var newer = _superseding.Begin("a", 2, CancellationToken.None);
        using var older = _superseding.Begin("a", 1, CancellationToken.None);
        using var newest = _superseding.Begin("a", 3, CancellationToken.None);

        Assert.True(older.Token.IsCancellationRequested);
        Assert.True(newer.IsSuperseded);
        Assert.False(newest.IsSuperseded);
    }

    [Fact]
    public void Work_that_has_ended_ends_nothing_and_is_not_ended()
    {
        var ended = _superseding.Begin("a", 1, CancellationToken.None);
        ended.Dispose();
        using var next = _superseding.Begin("a", 2, CancellationToken.None);

        Assert.False(ended.IsSuperseded);
        Assert.False(next.IsSuperseded);
    }
}
