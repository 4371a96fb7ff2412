using System.Collections.Concurrent;

namespace SmolCode.VisualStudio.Tests.FakeShell;

/// <summary>A thread that does one thing after the other, as the thread of a user interface does.</summary>
internal sealed class UiThread : SynchronizationContext, IDisposable
{
    private readonly BlockingCollection<(SendOrPostCallback Callback, object? State)> work = [];

    public UiThread()
    {
        Thread = new Thread(Pump) { IsBackground = true, Name = "UI" };
        Thread.Start();
    }

    public Thread Thread { get; }

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (!work.IsAddingCompleted)
        {
            work.Add((d, state));
        }
    }

    public override void Send(SendOrPostCallback d, object? state) =>
        throw new InvalidOperationException("Nothing may wait for the UI thread.");

    /// <summary>Does something on the thread and goes on when it is done.</summary>
    public Task<T> RunAsync<T>(Func<Task<T>> action)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(
            async _ =>
            {
                try
                {
                    done.SetResult(await action());
                }
                catch (Exception e)
                {
                    done.SetException(e);
                }
            },
            null
        );
        return done.Task;
    }

    /// <inheritdoc cref="RunAsync{T}(Func{Task{T}})" />
    public Task RunAsync(Action action) =>
        RunAsync(() =>
        {
            action();
            return Task.FromResult(true);
        });

    public void Dispose()
    {
        work.CompleteAdding();
        Thread.Join();
        work.Dispose();
    }

    private void Pump()
    {
        SetSynchronizationContext(this);
        foreach (var (callback, state) in work.GetConsumingEnumerable())
        {
            callback(state);
        }
    }
}
