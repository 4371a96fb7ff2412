using Microsoft.CodeAnalysis.Text;
using Microsoft.Extensions.Logging;
using SmolCode.CodeAnalysis;
using SmolCode.Completion;
using SmolCode.LanguageServer.Documents;

namespace SmolCode.LanguageServer.Background;

/// <summary>
/// While a suggestion is shown and the user rests, computes the answer for when it is taken: the next suggestion is then there at once. A
/// request that has to be computed itself ends it.
/// </summary>
internal sealed partial class NextAnswer : IAsyncDisposable
{
    /// <summary>Whoever goes on sooner has not looked at the suggestion.</summary>
    internal static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(200);

    private readonly Lock gate = new();
    private readonly Lazy<ICompletionService> completion;
    private readonly RequestCounts counts;
    private readonly ILogger logger;
    private readonly WorkAtRest work;
    private Place? offered;
    private string? offeredId;
    private Preparation? current;

    /// <summary>Prepares nothing yet.</summary>
    public NextAnswer(Lazy<ICompletionService> completion, RequestCounts counts, TimeProvider time, ILogger logger)
    {
        this.completion = completion;
        this.counts = counts;
        this.logger = logger;
        work = new WorkAtRest(Rest, time, LogFailed);
    }

    /// <summary>A suggestion was sent that an editor shows first.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="place">Where the user is once it is taken.</param>
    public void Offered(string id, Place place)
    {
        lock (gate)
        {
            (offeredId, offered) = (id, place);
        }
    }

    /// <summary>It is shown.</summary>
    public void Shown(string id)
    {
        lock (gate)
        {
            if (id != offeredId || offered is not { } place || current?.Place.IsAt(place.Document.Uri, place.Text, place.Position) == true)
            {
                return;
            }

            var preparation = current = new Preparation(place);
            work.Begin(cancellationToken => ComputeAsync(preparation, cancellationToken));
        }
    }

    /// <summary>The answer for a place, being computed or ready; its result is null when it failed. Null: there is none.</summary>
    public Task<CompletionResult?>? Take(string uri, SourceText text, int position)
    {
        lock (gate)
        {
            return current is { IsComputing: true } known && known.Place.IsAt(uri, text, position) ? known.Answer.Task : null;
        }
    }

    /// <summary>Sources changed: what was prepared may not hold any more.</summary>
    /// <param name="changed">Absolute paths of the files that changed; null: all may have.</param>
    public void Forget(IReadOnlyCollection<string>? changed)
    {
        lock (gate)
        {
            if (changed is null || (current?.Place ?? offered) is { } place && changed.Any(path => !place.Document.HasPath(path)))
            {
                Stop();
            }
        }
    }

    /// <summary>Something else is to be computed, the answer was given, or it may not hold any more.</summary>
    public void Stop()
    {
        lock (gate)
        {
            work.Stop();
            (current, offered, offeredId) = (null, null, null);
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => work.DisposeAsync();

    private async Task ComputeAsync(Preparation preparation, CancellationToken cancellationToken)
    {
        preparation.IsComputing = true;
        CompletionResult? answer = null;
        try
        {
            var place = preparation.Place;
            answer = await completion.Value.CompleteAsync(place.Snapshot(), place.Position, place.Options, cancellationToken);
            counts.Computed(answer.PromptTokens, answer.ReusedTokens);
        }
        finally
        {
            preparation.Answer.SetResult(answer);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The answer to come could not be prepared.")]
    private partial void LogFailed(Exception exception);

    /// <summary>A document as it will be, and the cursor in it.</summary>
    /// <param name="Document">The document as it is.</param>
    /// <param name="Text">Its text then.</param>
    /// <param name="Position">The cursor, in UTF-16 units.</param>
    /// <param name="Snapshot">Makes the text known to the workspace.</param>
    /// <param name="Options">What is asked for.</param>
    internal sealed record Place(
        OpenDocument Document,
        SourceText Text,
        int Position,
        Func<DocumentSnapshot> Snapshot,
        CompletionOptions Options
    )
    {
        /// <summary>Whether a request asks for it.</summary>
        public bool IsAt(string uri, SourceText text, int position) =>
            Document.Uri == uri && Position == position && Text.Length == text.Length && Text.ContentEquals(text);
    }

    private sealed record Preparation(Place Place)
    {
        public TaskCompletionSource<CompletionResult?> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>The rest is over. Before, a request is computed itself.</summary>
        public volatile bool IsComputing;
    }
}
