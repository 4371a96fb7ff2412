namespace SmolCode.Inference.Tuning;

/// <summary>What a layout costs in quality and room.</summary>
public sealed record MeasuredLayout
{
    /// <summary>The layout.</summary>
    public required WeightLayout Layout { get; init; }

    /// <summary>Size of the file in bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>Perplexity on C# a token.</summary>
    public required double Perplexity { get; init; }

    /// <summary>How much higher that is than the original's: 0.01 is 1 %.</summary>
    public required double Loss { get; init; }

    /// <summary>Standard error of <see cref="Loss"/>, from the differences on each stretch of code.</summary>
    public required double LossError { get; init; }

    /// <summary>The others are compared with it.</summary>
    public required bool IsOriginal { get; init; }

    /// <summary>It loses no more than was allowed.</summary>
    public required bool IsGoodEnough { get; init; }
}
