namespace SmolCode.Evaluation.Quality;

/// <summary>A figure with its 95 % interval.</summary>
/// <param name="Value">On the rows as they are.</param>
/// <param name="Low">The 2.5th percentile.</param>
/// <param name="High">The 97.5th percentile.</param>
internal readonly record struct Estimate(double Value, double Low, double High);
