namespace SmolCode.Evaluation.Quality;

/// <summary>
/// Percentile intervals from resampled rows: Efron and Tibshirani, "An Introduction to the Bootstrap", 1993, chapter 13. A row is drawn
/// with what all policies made of it, so that what is easy or hard for all of them cancels out of a difference. The seed is fixed: the same
/// rows give the same interval.
/// </summary>
internal static class PairedBootstrap
{
    /// <summary>Number of resamples.</summary>
    public const int Resamples = 5000;

    private const int Seed = 1;

    /// <summary>The mean of a figure.</summary>
    public static Estimate Mean(double[] values) => Of(values.Length, rows => MeanOf(values, rows))!.Value;

    /// <summary>The mean of one figure less that of another one of the same rows.</summary>
    public static Estimate Difference(double[] values, double[] others) => Mean([.. values.Zip(others, (value, other) => value - other)]);

    /// <summary>
    /// The sum of one figure by that of another one of the same rows; null where the latter is 0. Resamples where it is 0 do not count.
    /// </summary>
    public static Estimate? Ratio(double[] values, double[] others) =>
        Of(values.Length, rows => MeanOf(others, rows) is var other and not 0 ? MeanOf(values, rows) / other : double.NaN);

    private static Estimate? Of(int count, Func<int[], double> statistic)
    {
        var rows = Enumerable.Range(0, count).ToArray();
        var value = statistic(rows);
        if (double.IsNaN(value))
        {
            return null;
        }

        var random = new Random(Seed);
        var resampled = new List<double>(Resamples);
        for (var i = 0; i < Resamples; i++)
        {
            for (var j = 0; j < count; j++)
            {
                rows[j] = random.Next(count);
            }

            if (statistic(rows) is var found && !double.IsNaN(found))
            {
                resampled.Add(found);
            }
        }

        resampled.Sort();
        return new Estimate(value, Percentile(resampled, 0.025), Percentile(resampled, 0.975));
    }

    private static double MeanOf(double[] values, int[] rows)
    {
        var sum = 0.0;
        foreach (var row in rows)
        {
            sum += values[row];
        }

        return sum / rows.Length;
    }

    /// <summary>Nearest-rank percentile.</summary>
    private static double Percentile(List<double> sorted, double rank) =>
        sorted[Math.Clamp((int)Math.Ceiling(rank * sorted.Count) - 1, 0, sorted.Count - 1)];
}
