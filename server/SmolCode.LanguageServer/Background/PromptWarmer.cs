using Microsoft.Extensions.Logging;
using SmolCode.CodeAnalysis;
using SmolCode.Completion;

namespace SmolCode.LanguageServer.Background;

/// <summary>
/// Prepares the prompt of the place that the user looks at, once they rest there: the first key is then answered as fast as the next ones.
/// A completion, or another place, ends it; what was prepared by then stays.
/// </summary>
internal sealed partial class PromptWarmer : IAsyncDisposable
{
    /// <summary>Whoever moves on sooner is on their way to somewhere else.</summary>
    internal static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(300);

    private readonly Lazy<ICompletionService> completion;
    private readonly ILogger logger;
    private readonly WorkAtRest work;

    /// <summary>Prepares nothing yet.</summary>
    public PromptWarmer(Lazy<ICompletionService> completion, TimeProvider time, ILogger logger)
    {
        this.completion = completion;
        this.logger = logger;
        work = new WorkAtRest(Rest, time, LogFailed);
    }

    /// <summary>Prepares a place instead of the one before.</summary>
    public void Begin(Func<DocumentSnapshot> snapshot, int position, CompletionOptions options) =>
        work.Begin(cancellationToken => completion.Value.WarmAsync(snapshot(), position, options, cancellationToken));

    /// <summary>Something better is to be done.</summary>
    public void Stop() => work.Stop();

    /// <inheritdoc />
    public ValueTask DisposeAsync() => work.DisposeAsync();

    [LoggerMessage(1, LogLevel.Warning, "A prompt could not be prepared.")]
    private partial void LogFailed(Exception exception);
}
