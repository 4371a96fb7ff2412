using System.Diagnostics;

namespace SmolCode.Inference.Engine;

/// <summary>
/// How many threads the next batch is evaluated with: all of them, or one. llama.cpp's threads wait for each other after every layer, so on a
/// machine whose cores are busy otherwise (a build, tests) two threads are many times slower than one: measured on two cores with both under
/// load, 33 tokens/s of prefill with two threads and 136 with one (docs/measurements.md). What is slower at the moment is tried
/// again now and then with a small batch.
/// </summary>
internal sealed class ThreadChoice(int most, TimeProvider time)
{
    /// <summary>A small batch is enough to try the other choice.</summary>
    public const int TrialTokens = 32;

    // How much of a cost the newest measurement makes up, and how much faster the other choice has to be.
    private const double Weight = 0.5;
    private const double Margin = 0.9;

    private static readonly TimeSpan TrialInterval = TimeSpan.FromSeconds(2);

    private readonly double[] _cost = [double.NaN, double.NaN];
    private long _lastTrial = time.GetTimestamp();
    private int _current;

    /// <summary>The choice at the moment.</summary>
    public int Threads => ThreadsOf(_current);

    /// <summary>The next batch should try the other choice.</summary>
    public bool IsTrialDue => most > 1 && (double.IsNaN(_cost[1 - _current]) || time.GetElapsedTime(_lastTrial) > TrialInterval);

    /// <summary>Runs a batch with the choice at the moment, or with the other one, and learns from how long it took.</summary>
    /// <param name="tokens">Size of the batch; costs are compared a token.</param>
    /// <param name="trial">Try the other choice.</param>
    /// <param name="run">Evaluates with that many threads; false: stopped, and nothing is learnt.</param>
    public bool Run(int tokens, bool trial, Func<int, bool> run)
    {
        var choice = trial && most > 1 ? 1 - _current : _current;
        var started = Stopwatch.GetTimestamp();
        if (!run(ThreadsOf(choice)))
        {
            return false;
        }

        Observe(choice, Stopwatch.GetElapsedTime(started).TotalMilliseconds / tokens);
        return true;
    }

    /// <summary>Takes a measured cost of a choice (0: all threads, 1: one).</summary>
    internal void Observe(int choice, double millisecondsPerToken)
    {
        if (choice != _current)
        {
            _lastTrial = time.GetTimestamp();
        }

        _cost[choice] = double.IsNaN(_cost[choice])
            ? millisecondsPerToken
            : (_cost[choice] * (1 - Weight)) + (millisecondsPerToken * Weight);
        if (_cost[1 - _current] < _cost[_current] * Margin)
        {
            _current = 1 - _current;
        }
    }

    private int ThreadsOf(int choice) => choice == 0 ? most : 1;
}
