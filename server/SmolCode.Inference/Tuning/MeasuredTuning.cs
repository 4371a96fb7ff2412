using System.Collections.Immutable;

namespace SmolCode.Inference.Tuning;

/// <summary>How fast one way of using the model is.</summary>
public sealed record MeasuredTuning
{
    /// <summary>The way.</summary>
    public required EngineTuning Tuning { get; init; }

    /// <summary>Milliseconds of the request in each round.</summary>
    public required ImmutableArray<double> RequestMs { get; init; }

    /// <summary>Tokens of the prompt a second, median.</summary>
    public required double PrefillTokensPerSecond { get; init; }

    /// <summary>Steps of a beam of four a second, median.</summary>
    public required double StepsPerSecond { get; init; }

    /// <summary>Median of <see cref="RequestMs"/>.</summary>
    public double MedianMs => Quantiles.Median(RequestMs);

    /// <summary>Distance between the quartiles of <see cref="RequestMs"/>, relative to the median.</summary>
    public double Spread => Quantiles.Spread(RequestMs);
}
