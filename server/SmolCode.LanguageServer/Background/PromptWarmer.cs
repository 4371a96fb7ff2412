using Microsoft.Extensions.Logging;
using SmolCode.CodeAnalysis;
using SmolCode.Completion;

namespace SmolCode.LanguageServer.Background;

/// <summary>
/// Prepares the prompt of the place that the user looks at, once they rest there: the first key is then answered as fast as the next ones.
/// A completion, or another place, ends it; what was prepared by then stays.
/// </summary>
internal sealed partial class PromptWarmer(Lazy<ICompletionService> completion, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    /// <summary>Whoever moves on sooner is on their way to somewhere else.</summary>
    internal static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(300);

    private readonly Lock gate = new();
    private CancellationTokenSource? current;
    private Task running = Task.CompletedTask;
    private bool isDisposed;

    /// <summary>Prepares a place instead of the one before.</summary>
    public void Begin(Func<DocumentSnapshot> snapshot, int position, CompletionOptions options)
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
            running = WarmAsync(running, snapshot, position, options, current.Token);
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

    private async Task WarmAsync(
        Task before,
        Func<DocumentSnapshot> snapshot,
        int position,
        CompletionOptions options,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await before;
            await Task.Delay(Rest, time, cancellationToken);
            await completion.Value.WarmAsync(snapshot(), position, options, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The user is elsewhere.
        }
        catch (Exception exception)
        {
            LogFailed(exception);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "A prompt could not be prepared.")]
    private partial void LogFailed(Exception exception);
}
