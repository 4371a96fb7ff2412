namespace SmolCode.Inference.Engine.Ngrams;

/// <summary>
/// Keeps the index up to date in the background: texts are tokenized one by one, and between them it waits for the thread that decodes to
/// be idle, for a while. What the work leaves on the heap is given back from time to time.
/// </summary>
/// <param name="vocabulary">Makes tokens of texts.</param>
/// <param name="isBusy">Whether a request is being answered.</param>
internal sealed class NgramIndexer(Vocabulary vocabulary, Func<bool> isBusy)
{
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(5);

    // 2 s a file: an index that never gets done is of no use either.
    private const int MostWaits = 400;

    // UTF-16 units of text that leave enough behind (tokens, merged segments) for a collection to pay: some milliseconds for megabytes.
    private const long MuchText = 1_000_000;

    private readonly Lock _gate = new();
    private Task _last = Task.CompletedTask;
    private long _textSinceCollection;
    private volatile NgramIndex _index = NgramIndex.Empty;

    /// <summary>The index as it is now.</summary>
    public NgramIndex Index => _index;

    /// <summary>Replaces, adds and removes files, one update after the other; done when requests see it.</summary>
    public Task UpdateAsync(IReadOnlyList<NgramDocument> documents, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var update = UpdateAsync(_last, documents, cancellationToken);
            _last = update;
            return update;
        }
    }

    private async Task UpdateAsync(Task before, IReadOnlyList<NgramDocument> documents, CancellationToken cancellationToken)
    {
        // Whoever asked for it has heard of its failure.
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        var changes = new Dictionary<string, int[]?>(StringComparer.Ordinal);
        foreach (var document in documents)
        {
            for (var i = 0; i < MostWaits && isBusy(); i++)
            {
                await Task.Delay(Wait, cancellationToken);
            }

            cancellationToken.ThrowIfCancellationRequested();
            changes[document.Path] = document.Text is { } text ? vocabulary.Encode(Prompting.PromptText.Normalise(text)) : null;
            _textSinceCollection += document.Text?.Length ?? 0;
        }

        _index = _index.With(changes);
        if (_textSinceCollection > MuchText)
        {
            _textSinceCollection = 0;
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }
    }
}
