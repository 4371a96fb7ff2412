namespace SmolCode.LanguageServer.Requests;

/// <summary>
/// Decides how long after a key a suggestion is begun: at once where answers come faster than keys; otherwise the work of most keys would
/// be thrown away by the next one, so that it waits until the typing rests. Both are measured, nothing is set.
/// </summary>
/// <remarks>
/// With keys coming every <c>k</c> and answers taking <c>a</c> (exponential moving averages), the wait is 0 for <c>a ≤ k</c> and
/// <c>min(1.25 k, a / 4)</c> otherwise: a key's usual time and a little more tells that the typing rests, and nobody waits more than a
/// quarter longer than without. Intervals above a second are pauses, not typing.
/// </remarks>
internal sealed class TypingPace(TimeProvider time)
{
    /// <summary>Whoever types no key for that long rests.</summary>
    internal static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Weight of the newest value in the averages.</summary>
    private const double Newest = 0.2;

    /// <summary>Part of the usual interval between keys after which the typing rests.</summary>
    private const double Rests = 1.25;

    /// <summary>Longest wait, as a part of the time that an answer takes.</summary>
    private const double LongestWait = 0.25;

    private readonly Lock gate = new();
    private long? lastKey;
    private double? intervalMs;
    private double? answerMs;

    /// <summary>How long to wait now before computing.</summary>
    public TimeSpan Wait
    {
        get
        {
            lock (gate)
            {
                return intervalMs is { } interval && answerMs is { } answer && answer > interval
                    ? TimeSpan.FromMilliseconds(Math.Min(interval * Rests, answer * LongestWait))
                    : TimeSpan.Zero;
            }
        }
    }

    /// <summary>A key was typed: a suggestion is asked for.</summary>
    public void Key()
    {
        lock (gate)
        {
            var now = time.GetTimestamp();
            if (lastKey is { } before && time.GetElapsedTime(before, now) is var interval && interval < Pause)
            {
                intervalMs = Average(intervalMs, interval.TotalMilliseconds);
            }

            lastKey = now;
        }
    }

    /// <summary>A suggestion was computed.</summary>
    /// <param name="elapsed">The time it took, without any wait.</param>
    public void Answered(TimeSpan elapsed)
    {
        lock (gate)
        {
            answerMs = Average(answerMs, elapsed.TotalMilliseconds);
        }
    }

    /// <summary>Computing was given up: it takes that long at least.</summary>
    /// <param name="elapsed">The time it took until then, without any wait.</param>
    public void GivenUp(TimeSpan elapsed)
    {
        lock (gate)
        {
            if (elapsed.TotalMilliseconds > (answerMs ?? 0))
            {
                answerMs = Average(answerMs, elapsed.TotalMilliseconds);
            }
        }
    }

    private static double Average(double? before, double value) => before is { } old ? old + ((value - old) * Newest) : value;
}
