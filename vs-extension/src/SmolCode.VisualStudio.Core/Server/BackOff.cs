namespace SmolCode.VisualStudio.Server;

/// <summary>Decides whether and when a server that died is started again: later each time, and not at all when it keeps dying.</summary>
public sealed class BackOff
{
    private static readonly TimeSpan[] Delays =
    [
        TimeSpan.FromSeconds(0.5),
        TimeSpan.FromSeconds(1),
        TimeSpan.FromSeconds(2),
        TimeSpan.FromSeconds(5),
        TimeSpan.FromSeconds(10),
    ];

    /// <summary>A server that ran this long was well: what came before does not count any more.</summary>
    private static readonly TimeSpan HealthyAfter = TimeSpan.FromMinutes(1);

    private readonly Func<TimeSpan> now;
    private int deaths;
    private TimeSpan startedAt;

    /// <summary>A back-off that reads a clock: the time since any fixed moment.</summary>
    public BackOff(Func<TimeSpan> now)
    {
        this.now = now;
        startedAt = now();
    }

    /// <summary>A server is being started.</summary>
    public void Started() => startedAt = now();

    /// <summary>The server died. Returns how long to wait; null: give up.</summary>
    public TimeSpan? Died()
    {
        if (now() - startedAt >= HealthyAfter)
        {
            deaths = 0;
        }

        return deaths < Delays.Length ? Delays[deaths++] : null;
    }

    /// <summary>The user wants it started: a new chance.</summary>
    public void Reset() => deaths = 0;
}
