using System.Collections.Concurrent;

namespace SmolCode.Testing.Sandboxing;

/// <summary>
/// Knows of work that nobody awaits: asynchronous methods without a task tell their context when they begin and end, and throw in it. Elsewhere the exception
/// would end the process at some later time, and whatever runs then would be blamed.
/// </summary>
internal sealed class FailureContext : SynchronizationContext
{
    /// <summary>How long work that nobody awaits may go on.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentQueue<Exception> failures = new();
    private int started;
    private int pending;

    /// <summary>What is wrong with work that was left behind; null when there is none, or it ended well.</summary>
    public string? Problem()
    {
        if (Volatile.Read(ref started) == 0 && failures.IsEmpty)
        {
            return null;
        }

        SpinWait.SpinUntil(() => Volatile.Read(ref pending) <= 0 || !failures.IsEmpty, Patience);
        return failures.TryPeek(out var failure) ? $"what it starts and does not await throws {failure.GetType().Name}"
            : Volatile.Read(ref pending) > 0 ? "what it starts and does not await goes on behind the test"
            : null;
    }

    /// <inheritdoc />
    public override void OperationStarted()
    {
        Interlocked.Increment(ref started);
        Interlocked.Increment(ref pending);
    }

    /// <inheritdoc />
    public override void OperationCompleted() => Interlocked.Decrement(ref pending);

    /// <inheritdoc />
    public override void Post(SendOrPostCallback d, object? state)
    {
        // What is posted is pending too: a method that throws posts the exception and says then that it is complete.
        Interlocked.Increment(ref pending);
        ThreadPool.QueueUserWorkItem(_ =>
        {
            try
            {
                d(state);
            }
            catch (Exception e)
            {
                failures.Enqueue(e);
            }
            finally
            {
                Interlocked.Decrement(ref pending);
            }
        });
    }

    /// <inheritdoc />
    public override SynchronizationContext CreateCopy() => this;
}
