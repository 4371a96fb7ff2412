namespace SmolCode.Inference.Tuning;

/// <summary>Quantiles of samples, linear between neighbours.</summary>
internal static class Quantiles
{
    /// <summary>The value that half of the samples lie below.</summary>
    public static double Median(IEnumerable<double> samples) => Of(samples, 0.5);

    /// <summary>The value that <paramref name="share"/> of the samples lie below.</summary>
    public static double Of(IEnumerable<double> samples, double share)
    {
        double[] sorted = [.. samples.Order()];
        var at = share * (sorted.Length - 1);
        var below = (int)at;
        return below + 1 < sorted.Length ? sorted[below] + ((at - below) * (sorted[below + 1] - sorted[below])) : sorted[below];
    }

    /// <summary>Distance between the quartiles, relative to the median; 0 for a single sample.</summary>
    public static double Spread(IReadOnlyCollection<double> samples) =>
        samples.Count < 2 ? 0 : (Of(samples, 0.75) - Of(samples, 0.25)) / Median(samples);
}
