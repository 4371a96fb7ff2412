using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using SmolCode.Completion;
using SmolCode.LanguageServer.Background;

namespace SmolCode.LanguageServer.Statistics;

/// <summary>
/// Writes what became of suggestions to the store, in the background, a few seconds' worth at a time, and has the thresholds refitted from
/// it. A store that can't be used is told of once; it is tried again later.
/// </summary>
internal sealed partial class LocalLog : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>How long a store that could not be used is left alone.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    /// <summary>How often the thresholds are refitted.</summary>
    private static readonly TimeSpan RefitInterval = TimeSpan.FromMinutes(10);

    /// <summary>Rows that are kept for a store that can't be used. Beyond that the oldest are given up.</summary>
    private const int MostPending = 1000;

    private readonly SuggestionStore? store;
    private readonly SuggestionFollower follower;
    private readonly TimeProvider time;
    private readonly Func<bool> isOn;
    private readonly ILogger logger;
    private readonly SemaphoreSlim writing = new(1, 1);
    private readonly CancellationTokenSource disposed = new();
    private readonly Dictionary<long, LoggedSuggestion> added = [];
    private readonly Dictionary<long, LoggedSuggestion> changed = [];
    private readonly Task loop;
    private ImmutableDictionary<Eagerness, double> shifts = ImmutableDictionary<Eagerness, double>.Empty;
    private DateTimeOffset? nextRefit;
    private DateTimeOffset? pausedUntil;
    private bool isTold;

    /// <summary>A log that writes from now on.</summary>
    /// <param name="store">Where; null: nowhere.</param>
    /// <param name="follower">Where rows come from.</param>
    /// <param name="time">The clock.</param>
    /// <param name="isOn">The user lets suggestions be logged. While not, nothing is written, and what was to be is forgotten.</param>
    /// <param name="logger">What the user is told.</param>
    public LocalLog(SuggestionStore? store, SuggestionFollower follower, TimeProvider time, Func<bool> isOn, ILogger logger)
    {
        this.store = store;
        this.follower = follower;
        this.time = time;
        this.isOn = isOn;
        this.logger = logger;
        loop = store is null ? Task.CompletedTask : Task.Run(RunAsync);
    }

    /// <summary>How far the log moves the threshold of an eagerness; 0 while it is off.</summary>
    public double Shift(Eagerness eagerness) => isOn() ? Volatile.Read(ref shifts).GetValueOrDefault(eagerness) : 0;

    /// <summary>Writes what there is, and refits the thresholds when it is time to. Never throws for anything that the store does.</summary>
    public async Task FlushAsync()
    {
        if (store is null)
        {
            return;
        }

        await writing.WaitAsync();
        try
        {
            await Task.Run(Flush);
        }
        finally
        {
            writing.Release();
        }
    }

    /// <summary>The figures of the last days, what was not written yet included; null while the log is off.</summary>
    /// <exception cref="SuggestionStoreException">It can't be read.</exception>
    public async Task<SuggestionStatistics?> StatisticsAsync(int days)
    {
        if (store is null || !isOn())
        {
            return null;
        }

        await FlushAsync();
        return await Task.Run(() =>
        {
            var now = time.GetUtcNow();
            return SuggestionStatistics.Of(store.Read(now - SuggestionStore.Lifetime), days, now, time.LocalTimeZone);
        });
    }

    /// <summary>
    /// Erases the log, also while it is off: what is in the file, what was not written yet, and what the thresholds learnt from it. What was
    /// shown by now is not logged any more, whatever becomes of it.
    /// </summary>
    /// <returns>Rows that were in the file; null where they could not be counted.</returns>
    /// <exception cref="SuggestionStoreException">It can't be erased.</exception>
    public async Task<long?> EraseAsync()
    {
        if (store is null)
        {
            return 0;
        }

        await writing.WaitAsync();
        try
        {
            return await Task.Run(() =>
            {
                // Taken, so that they count as written: what is written later to rows that are gone does not bring them back.
                follower.Take();
                added.Clear();
                changed.Clear();
                var rows = store.Erase();
                Volatile.Write(ref shifts, ImmutableDictionary<Eagerness, double>.Empty);
                nextRefit = null;
                pausedUntil = null;
                return rows;
            });
        }
        finally
        {
            writing.Release();
        }
    }

    /// <summary>Writes what there is, within the time of a farewell.</summary>
    public async ValueTask DisposeAsync()
    {
        await disposed.CancelAsync();
        await loop.FarewellAsync();
        await FlushAsync().FarewellAsync();
    }

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(disposed.Token))
            {
                await FlushAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // The server ends.
        }
    }

    private void Flush()
    {
        var now = time.GetUtcNow();
        var (newRows, changedRows) = follower.Take();
        if (!isOn())
        {
            added.Clear();
            changed.Clear();
            return;
        }

        foreach (var row in newRows)
        {
            added[row.Id] = row;
        }

        foreach (var row in changedRows)
        {
            (added.ContainsKey(row.Id) ? added : changed)[row.Id] = row;
        }

        if (now < pausedUntil)
        {
            Forget(added);
            Forget(changed);
            return;
        }

        try
        {
            if (added.Count + changed.Count > 0)
            {
                store!.Write(added.Values, changed.Values, now);
                added.Clear();
                changed.Clear();
            }

            if (!(now < nextRefit))
            {
                nextRefit = now + RefitInterval;
                Volatile.Write(ref shifts, SuggestionStatistics.Shifts(store!.Read(now - SuggestionStore.Lifetime)));
            }
        }
        catch (Exception e)
        {
            // Whatever it is, a missing library of SQLite's included, it is no reason to do less of anything else.
            pausedUntil = now + Pause;
            Tell(e);
        }
    }

    private void Tell(Exception exception)
    {
        if (!isTold)
        {
            isTold = true;
            LogUnusable(exception.Message);
        }
    }

    private static void Forget(Dictionary<long, LoggedSuggestion> rows)
    {
        foreach (var row in rows.Values.OrderBy(r => r.Time).Take(rows.Count - MostPending).ToList())
        {
            rows.Remove(row.Id);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "What becomes of suggestions is not logged. {Message} Suggestions are made as before.")]
    private partial void LogUnusable(string message);
}
