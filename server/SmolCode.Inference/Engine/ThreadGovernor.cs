using System.Diagnostics;

namespace SmolCode.Inference.Engine;

/// <summary>
/// How many threads compute. ggml's threads wait for each other hundreds of times a token, spinning; while a compiler or a test run keeps
/// the cores busy, two threads on two cores were measured to be 100 times slower than one. So a batch that takes much longer than one
/// thread would is broken off and run again with fewer, and after a while all are tried again.
/// </summary>
internal sealed class ThreadGovernor
{
    // How much longer than one thread alone several may take: contexts differ, and a core may be shared for a moment.
    private const double Tolerance = 3;

    private static readonly long Grace = Stopwatch.Frequency / 50;
    private static readonly long FirstPause = Stopwatch.Frequency;
    private static readonly long LongestPause = Stopwatch.Frequency * 60;

    private readonly int _wanted;
    private readonly Action<int> _apply;
    private double _ticksPerBatch;
    private double _ticksPerToken;
    private long _pause = FirstPause;
    private long _retryAt;

    /// <summary>All threads are in use.</summary>
    public ThreadGovernor(int wanted, Action<int> apply)
    {
        _wanted = wanted;
        _apply = apply;
        Current = wanted;
    }

    /// <summary>Threads in use.</summary>
    public int Current { get; private set; }

    /// <summary>Uses one thread until <see cref="Baseline"/> is known.</summary>
    public void UseOne() => Use(1);

    /// <summary>Tells what one thread alone does; all threads are used from here on.</summary>
    public void Baseline(double prefillTokensPerSecond, double decodeTokensPerSecond)
    {
        _ticksPerToken = prefillTokensPerSecond > 0 ? Stopwatch.Frequency / prefillTokensPerSecond : 0;
        _ticksPerBatch = decodeTokensPerSecond > 0 ? Stopwatch.Frequency / decodeTokensPerSecond : 0;
        Use(_wanted);
    }

    /// <summary>Begins a batch; returns when it is to be broken off.</summary>
    public long Begin(long now, int tokens)
    {
        if (_ticksPerBatch <= 0)
        {
            return long.MaxValue;
        }

        if (Current < _wanted && now >= _retryAt)
        {
            Use(_wanted);
        }

        return Current == 1 ? long.MaxValue : now + Grace + (long)(Tolerance * (_ticksPerBatch + (tokens * _ticksPerToken)));
    }

    /// <summary>A batch was evaluated in time.</summary>
    public void End(long start, int tokens)
    {
        if (Current == _wanted && Stopwatch.GetTimestamp() - start < _ticksPerBatch + (tokens * _ticksPerToken))
        {
            // Undisturbed again.
            _pause = FirstPause;
        }
    }

    /// <summary>A batch was broken off: fewer threads for a while, longer each time.</summary>
    public void Overrun(long now)
    {
        Use(Math.Max(1, Current / 2));
        _retryAt = now + _pause;
        _pause = Math.Min(_pause * 2, LongestPause);
    }

    private void Use(int threads)
    {
        if (Current != threads)
        {
            Current = threads;
            _apply(threads);
        }
    }
}
