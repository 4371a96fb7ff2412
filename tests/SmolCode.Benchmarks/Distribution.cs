namespace SmolCode.Benchmarks;

/// <summary>Nearest-rank percentiles of a sample.</summary>
internal sealed class Distribution(IEnumerable<double> values)
{
    private readonly double[] sorted = [.. values.Order()];

    public override string ToString() =>
        FormattableString.Invariant($"p50 {At(0.5):0.0}, p95 {At(0.95):0.0}, max {At(1):0.0} (n = {sorted.Length})");

    private double At(double rank) =>
        sorted.Length == 0 ? double.NaN : sorted[Math.Clamp((int)Math.Ceiling(rank * sorted.Length) - 1, 0, sorted.Length - 1)];
}
