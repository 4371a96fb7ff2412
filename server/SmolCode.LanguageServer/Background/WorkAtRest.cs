namespace SmolCode.LanguageServer.Background;

/// <summary>Work of which one piece runs at a time, each once the user has rested for a while; a newer one, or a stop, ends it.</summary>
/// <param name="rest">How long a rest is.</param>
/// <param name="time">The clock.</param>
/// <param name="failed">Told what work failed with.</param>
internal sealed class WorkAtRest(TimeSpan rest, TimeProvider time, Action<Exception> failed) : IAsyncDisposable
{
    private readonly Lock gate = new();
    private CancellationTokenSource? current;
    private Task running = Task.CompletedTask;
    private bool isDisposed;

    /// <summary>Completes when what was begun last has ended. Never fails.</summary>
    public Task Finished
    {
        get
        {
            lock (gate)
            {
                return running;
            }
        }
    }

    /// <summary>Begins work instead of the one before. Once disposed, nothing begins.</summary>
    public void Begin(Func<CancellationToken, Task> work)
    {
        lock (gate)
        {
            if (isDisposed)
            {
                return;
            }

            current?.Cancel();
            // Without a timer a source needs no disposal.
            current = new CancellationTokenSource();
            running = RunAsync(running, work, current.Token);
        }
    }

    /// <summary>Something better is to be done.</summary>
    public void Stop()
    {
        lock (gate)
        {
            current?.Cancel();
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        lock (gate)
        {
            isDisposed = true;
            current?.Cancel();
        }

        await running.FarewellAsync();
    }

    private async Task RunAsync(Task before, Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await before;
            await Task.Delay(rest, time, cancellationToken);
            await work(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The user is elsewhere.
        }
        catch (Exception exception)
        {
            failed(exception);
        }
    }
}
