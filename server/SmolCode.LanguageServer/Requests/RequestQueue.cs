using System.Collections.Concurrent;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace SmolCode.LanguageServer.Requests;

/// <summary>
/// Runs requests in the order in which they arrived, as far as that order can be seen.
/// </summary>
/// <remarks>
/// <para>
/// LSP is a stream: <c>didChange, completion, didChange, completion</c>. Each completion must see the edits that were sent before it and
/// none that were sent after it. The queue gets there with two kinds of requests. One that <b>changes the state</b> (open, edit, close,
/// settings, lifecycle) runs alone: the queue takes nothing else until it is done, so it must be quick. Any <b>other</b> request is given
/// the state as it stands when its turn comes and runs beside everything that follows. The state is one immutable record
/// (<see cref="ServerState"/>): nobody needs a lock, and a slow completion keeps its text while the user types on.
/// </para>
/// <para>
/// Whether a request waits, runs alone or runs beside others is nobody's business but the queue's: whoever awaits the task of
/// <see cref="ExecuteAsync"/> sees the handler's result, its error or its cancellation.
/// </para>
/// <para>
/// <b>Cancellation.</b> A request that is cancelled before its turn is answered at once and never runs. One that runs concurrently gets
/// the token. A change of state that has begun is not interrupted: half a change is worse than a late answer.
/// </para>
/// <para>
/// <b>Errors</b> belong to the request that caused them. This holds for changes of state as well: a handler replaces the state in one
/// assignment or not at all, so after an error the state is the one from before, and the queue goes on. (Roslyn's queue, the model of
/// this one, closes the connection there, because its mutating handlers may leave a state that is half changed.)
/// </para>
/// <para>
/// <b>End.</b> <see cref="CompleteAsync"/> takes nothing new and waits until all that was taken has been answered.
/// <see cref="DisposeAsync"/> cancels what still runs.
/// </para>
/// </remarks>
internal sealed partial class RequestQueue : IAsyncDisposable
{
    private readonly ILogger logger;
    private readonly Channel<Item> items = Channel.CreateUnbounded<Item>(new UnboundedChannelOptions { SingleReader = true });
    private readonly ConcurrentDictionary<Task, byte> running = [];
    private readonly CancellationTokenSource disposed = new();
    private readonly Task loop;
    private volatile ServerState state;

    /// <summary>A queue that runs.</summary>
    public RequestQueue(ServerState initial, ILogger logger)
    {
        state = initial;
        this.logger = logger;
        loop = Task.Run(RunAsync);
    }

    /// <summary>Does a request's work.</summary>
    public delegate Task<JsonElement> Work(RequestContext context, CancellationToken cancellationToken);

    /// <summary>The newest state.</summary>
    public ServerState State => state;

    /// <summary>Takes a request. Requests run in the order of the calls.</summary>
    /// <param name="method">Its name, for logs.</param>
    /// <param name="changesState">It changes the state.</param>
    /// <param name="work">What it does.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>The result, the error or the cancellation of the work.</returns>
    public Task<JsonElement> ExecuteAsync(string method, bool changesState, Work work, CancellationToken cancellationToken)
    {
        var item = new Item(method, changesState, work, cancellationToken);
        if (!items.Writer.TryWrite(item))
        {
            item.Cancel();
        }

        return item.Task;
    }

    /// <summary>Changes the state in line with the requests; for changes that don't come from the client's messages.</summary>
    public Task ChangeStateAsync(string reason, Func<ServerState, ServerState> change) =>
        ExecuteAsync(
            reason,
            changesState: true,
            (context, _) =>
            {
                context.Change(change);
                return Task.FromResult(default(JsonElement));
            },
            CancellationToken.None
        );

    /// <summary>Takes nothing new and waits until everything taken was done.</summary>
    public async Task CompleteAsync()
    {
        items.Writer.TryComplete();
        await loop;
        await Task.WhenAll(running.Keys);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        // The source is not disposed: it has no timer, and what ends late may still look at its token.
        await disposed.CancelAsync();
        await CompleteAsync();
    }

    internal ServerState Replace(ServerState next) => state = next;

    private async Task RunAsync()
    {
        var order = 0L;
        await foreach (var item in items.Reader.ReadAllAsync())
        {
            if (!item.TryStart())
            {
                continue;
            }

            var context = new RequestContext(this, state, item.ChangesState, ++order);
            if (item.ChangesState)
            {
                await RunAsync(item, context);
            }
            else
            {
                // On a thread of its own from the first instruction: what a handler does before its first await must not hold up the queue.
                var task = Task.Run(() => RunAsync(item, context));
                running.TryAdd(task, 0);
                _ = task.ContinueWith(
                    static (t, all) => ((ConcurrentDictionary<Task, byte>)all!).TryRemove(t, out _),
                    running,
                    CancellationToken.None,
                    TaskContinuationOptions.ExecuteSynchronously,
                    TaskScheduler.Default
                );
            }
        }
    }

    /// <summary>Runs an item to its end. Never throws.</summary>
    private async Task RunAsync(Item item, RequestContext context)
    {
        try
        {
            using var linked = CancellationTokenSource.CreateLinkedTokenSource(item.CancellationToken, disposed.Token);
            item.Succeed(await item.Work(context, linked.Token));
        }
        catch (OperationCanceledException) when (item.CancellationToken.IsCancellationRequested || disposed.IsCancellationRequested)
        {
            item.Cancel();
        }
        catch (LspException e)
        {
            item.Fail(e);
        }
        catch (Exception e)
        {
            LogFailed(item.Method, e);
            item.Fail(e);
        }
    }

    [LoggerMessage(1, LogLevel.Error, "{Method} failed.")]
    private partial void LogFailed(string method, Exception exception);

    private sealed class Item
    {
        private readonly TaskCompletionSource<JsonElement> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly CancellationTokenRegistration registration;
        private int begun;

        public Item(string method, bool changesState, Work work, CancellationToken cancellationToken)
        {
            Method = method;
            ChangesState = changesState;
            Work = work;
            CancellationToken = cancellationToken;
            registration = cancellationToken.Register(static item => ((Item)item!).CancelUnlessStarted(), this);
        }

        public string Method { get; }

        public bool ChangesState { get; }

        public Work Work { get; }

        public CancellationToken CancellationToken { get; }

        public Task<JsonElement> Task => completion.Task;

        /// <summary>False when it was cancelled before.</summary>
        public bool TryStart()
        {
            if (Interlocked.Exchange(ref begun, 1) != 0)
            {
                return false;
            }

            registration.Unregister();
            return true;
        }

        public void Succeed(JsonElement result) => completion.TrySetResult(result);

        public void Fail(Exception exception) => completion.TrySetException(exception);

        public void Cancel() =>
            completion.TrySetCanceled(CancellationToken.IsCancellationRequested ? CancellationToken : new(canceled: true));

        private void CancelUnlessStarted()
        {
            if (Interlocked.Exchange(ref begun, 1) == 0)
            {
                Cancel();
            }
        }
    }
}
