using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using SmolCode.EndToEnd.Tests;
using SmolCode.LanguageServer.Requests;

namespace SmolCode.LanguageServer.Tests;

/// <summary>What <see cref="RequestQueue"/> promises in its class comment.</summary>
public sealed class RequestQueueTests : IAsyncDisposable
{
    private readonly RequestQueue queue = new(new ServerState(), NullLogger.Instance);

    public ValueTask DisposeAsync() => queue.DisposeAsync();

    [Fact]
    public async Task Changes_of_state_run_one_after_the_other_in_the_order_of_arrival()
    {
        var running = 0;
        var tasks = Enumerable
            .Range(0, 100)
            .Select(i =>
                queue.ExecuteAsync(
                    "change",
                    changesState: true,
                    async (context, _) =>
                    {
                        Assert.Equal(1, Interlocked.Increment(ref running));
                        await Task.Yield();
                        context.Change(s => s with { Folders = s.Folders.Add($"{i}") });
                        Interlocked.Decrement(ref running);
                        return default;
                    },
                    CancellationToken.None
                )
            )
            .ToArray();

        await Task.WhenAll(tasks);

        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"{i}"), queue.State.Folders);
    }

    [Fact]
    public async Task A_reader_sees_the_changes_before_it_and_none_after_it()
    {
        var readers = new List<Task<ImmutableArray<string>>>();
        var hold = new TaskCompletionSource();
        for (var i = 0; i < 20; i++)
        {
            var name = $"{i}";
            _ = queue.ChangeStateAsync("change", s => s with { Folders = s.Folders.Add(name) });
            readers.Add(
                Read(async context =>
                {
                    await hold.Task;
                    return context.State.Folders;
                })
            );
        }

        await queue.ChangeStateAsync("last", s => s with { Folders = [] });
        hold.SetResult();

        var seen = await Task.WhenAll(readers);
        Assert.Equal(Enumerable.Range(1, 20), seen.Select(s => s.Length));
    }

    [Fact]
    public async Task Readers_run_beside_each_other_and_beside_later_changes()
    {
        var first = new TaskCompletionSource();
        var second = new TaskCompletionSource();

        // Each waits for the other: they end only if they run together.
        var a = Read(async _ =>
        {
            first.SetResult();
            await second.Task;
            return 1;
        });
        var b = Read(async _ =>
        {
            second.SetResult();
            await first.Task;
            return 2;
        });
        var hold = new TaskCompletionSource();
        var slow = Read(async _ =>
        {
            await hold.Task;
            return 3;
        });
        await queue.ChangeStateAsync("change", s => s with { Trusted = true }).WaitAsync(LspClient.Patience);

        var results = await Task.WhenAll(a, b).WaitAsync(LspClient.Patience);
        Assert.Equal([1, 2], results);
        Assert.False(slow.IsCompleted);
        hold.SetResult();
        Assert.Equal(3, await slow);
    }

    [Fact]
    public async Task A_reader_that_blocks_its_thread_does_not_hold_up_the_queue()
    {
        using var hold = new ManualResetEventSlim();
        var blocked = queue.ExecuteAsync(
            "reader",
            changesState: false,
            (_, _) =>
            {
                hold.Wait(CancellationToken.None);
                return Task.FromResult(default(JsonElement));
            },
            CancellationToken.None
        );

        await queue.ChangeStateAsync("change", s => s with { Trusted = true }).WaitAsync(LspClient.Patience);

        Assert.True(queue.State.Trusted);
        hold.Set();
        await blocked;
    }

    [Fact]
    public async Task A_reader_waits_for_the_change_before_it()
    {
        var hold = new TaskCompletionSource();
        var change = queue.ExecuteAsync(
            "change",
            changesState: true,
            async (context, _) =>
            {
                await hold.Task;
                context.Change(s => s with { Trusted = true });
                return default;
            },
            CancellationToken.None
        );
        var reader = Read(context => Task.FromResult(context.State.Trusted));

        Assert.False(reader.IsCompleted);
        hold.SetResult();

        Assert.True(await reader);
        await change;
    }

    [Fact]
    public async Task A_request_cancelled_before_its_turn_is_answered_at_once_and_never_runs()
    {
        var hold = new TaskCompletionSource();
        var blocker = queue.ExecuteAsync(
            "blocker",
            changesState: true,
            async (_, _) =>
            {
                await hold.Task;
                return default;
            },
            CancellationToken.None
        );
        using var cancel = new CancellationTokenSource();
        var ran = false;
        var request = queue.ExecuteAsync(
            "request",
            changesState: false,
            (_, _) =>
            {
                ran = true;
                return Task.FromResult(default(JsonElement));
            },
            cancel.Token
        );

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request.WaitAsync(LspClient.Patience));
        hold.SetResult();
        await blocker;
        await queue.CompleteAsync();
        Assert.False(ran);
    }

    [Fact]
    public async Task A_request_that_runs_gets_the_cancellation()
    {
        using var cancel = new CancellationTokenSource();
        var begun = new TaskCompletionSource();
        var request = queue.ExecuteAsync(
            "request",
            changesState: false,
            async (_, token) =>
            {
                begun.SetResult();
                await Task.Delay(Timeout.Infinite, token);
                return default;
            },
            cancel.Token
        );
        await begun.Task;

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request.WaitAsync(LspClient.Patience));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_error_belongs_to_its_request_and_the_queue_goes_on(bool changesState)
    {
        var failing = queue.ExecuteAsync(
            "failing",
            changesState,
            (_, _) => throw new InvalidOperationException("broken"),
            CancellationToken.None
        );

        Assert.Equal("broken", (await Assert.ThrowsAsync<InvalidOperationException>(() => failing)).Message);
        await queue.ChangeStateAsync("next", s => s with { Trusted = true }).WaitAsync(LspClient.Patience);
        Assert.True(queue.State.Trusted);
    }

    [Fact]
    public async Task A_reader_can_not_change_the_state()
    {
        var request = Read(context =>
        {
            context.Change(s => s with { Trusted = true });
            return Task.FromResult(0);
        });

        await Assert.ThrowsAsync<InvalidOperationException>(() => request);
        Assert.False(queue.State.Trusted);
    }

    [Fact]
    public async Task Completion_waits_for_everything_taken_and_takes_nothing_new()
    {
        var hold = new TaskCompletionSource();
        var reader = Read(async _ =>
        {
            await hold.Task;
            return 1;
        });

        var completed = queue.CompleteAsync();
        var late = Read(_ => Task.FromResult(2));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => late);
        Assert.False(completed.IsCompleted);
        hold.SetResult();
        await completed.WaitAsync(LspClient.Patience);
        Assert.Equal(1, await reader.WaitAsync(LspClient.Patience));
    }

    [Fact]
    public async Task Disposal_cancels_what_runs()
    {
        var begun = new TaskCompletionSource();
        var request = queue.ExecuteAsync(
            "request",
            changesState: false,
            async (_, token) =>
            {
                begun.SetResult();
                await Task.Delay(Timeout.Infinite, token);
                return default;
            },
            CancellationToken.None
        );
        await begun.Task;

        await queue.DisposeAsync().AsTask().WaitAsync(LspClient.Patience);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
    }

    private async Task<T> Read<T>(Func<RequestContext, Task<T>> read)
    {
        T result = default!;
        await queue.ExecuteAsync(
            "reader",
            changesState: false,
            async (context, _) =>
            {
                result = await read(context);
                return default;
            },
            CancellationToken.None
        );
        return result;
    }
}
