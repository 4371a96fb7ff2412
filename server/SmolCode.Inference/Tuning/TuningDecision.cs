using System.Globalization;

namespace SmolCode.Inference.Tuning;

/// <summary>
/// Decides between measured ways of using a model: the fastest whose layout is good enough, if it is faster than the model is without tuning
/// by more than noise, by pairs of times of the same round.
/// </summary>
internal static class TuningDecision
{
    /// <summary>Relative distance between the quartiles of repeated times beyond which nothing can be told.</summary>
    public const double LargestSpread = 0.2;

    /// <summary>Less is not worth another file.</summary>
    private const double LeastGain = 0.03;

    /// <summary>Decides.</summary>
    /// <param name="layouts">The layouts.</param>
    /// <param name="tunings">All that was measured.</param>
    /// <param name="untuned">How the model is used without tuning; it is among <paramref name="tunings"/>.</param>
    /// <param name="rounds">Times without which a way is not considered.</param>
    public static (EngineTuning? Chosen, string Reason) Decide(
        IReadOnlyList<MeasuredLayout> layouts,
        IReadOnlyList<MeasuredTuning> tunings,
        EngineTuning untuned,
        int rounds
    )
    {
        var repeated = tunings.Where(t => t.RequestMs.Length >= rounds).ToArray();
        var spread = Quantiles.Median(repeated.Select(t => t.Spread));
        if (spread > LargestSpread)
        {
            var times = repeated.First(t => t.Tuning == untuned).RequestMs;
            return (
                null,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"This machine is too busy to measure: the same request took between {times.Min():0} and {times.Max():0} ms, and the middle half of all times lies {spread:P0} apart. Close other programs and try again."
                )
            );
        }

        var good = layouts.Where(l => l.IsGoodEnough).Select(l => l.Layout).ToHashSet();
        var allowed = repeated.Where(t => good.Contains(t.Tuning.Layout)).OrderBy(t => t.MedianMs).ToArray();
        var baseline = repeated.First(t => t.Tuning == untuned);
        if (!good.Contains(untuned.Layout))
        {
            // Speed is not the question then.
            return (
                allowed[0].Tuning,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"It is the fastest that loses no more than was allowed; {Words(untuned)}, which is used without tuning, loses {layouts.First(l => l.Layout == untuned.Layout).Loss:P2}."
                )
            );
        }

        foreach (var tuning in allowed.TakeWhile(t => t != baseline))
        {
            // Pairs of the same round: what disturbed one of them most likely disturbed both.
            var ratios = tuning.RequestMs.Zip(baseline.RequestMs, (ours, theirs) => ours / theirs).ToArray();
            if (Quantiles.Median(ratios) < 1 - LeastGain && Quantiles.Of(ratios, 0.75) < 1)
            {
                return (
                    tuning.Tuning,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"It takes {Quantiles.Median(ratios):P0} of the time that the model takes without tuning ({Words(untuned)}), in at least three of four rounds less."
                    )
                );
            }
        }

        return (untuned, "Nothing that is good enough was faster than the model is without tuning by more than noise.");
    }

    private static string Words(EngineTuning tuning) =>
        $"{Gguf.WeightLayouts.Name(tuning.Layout)}, {tuning.Threads} threads, batches of {tuning.BatchSize}";
}
