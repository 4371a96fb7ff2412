using System.Collections.Immutable;

namespace SmolCode.Inference.Tuning;

/// <summary>What is measured, and what may be lost for speed.</summary>
public sealed record TuningOptions
{
    /// <summary>How much higher the perplexity on C# may be than the original's: 0.01 is 1 %.</summary>
    public double MaxLoss { get; init; } = 0.01;

    /// <summary>Rounds begin until this is over, but at least <see cref="LeastRounds"/> and at most <see cref="MostRounds"/>.</summary>
    public TimeSpan Budget { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Rounds without which nothing is decided.</summary>
    public int LeastRounds { get; init; } = 3;

    /// <summary>Rounds after which nothing more is learnt.</summary>
    public int MostRounds { get; init; } = 9;

    /// <summary>Layouts to measure; empty: all that the model can be used in.</summary>
    public ImmutableArray<WeightLayout> Layouts { get; init; } = [];

    /// <summary>Threads to measure; empty: one, half of the physical cores, all of them (8 at most), and all there are.</summary>
    public ImmutableArray<int> Threads { get; init; } = [];

    /// <summary>Batch sizes to measure beside the default; empty: those that make a difference at the speed measured.</summary>
    public ImmutableArray<int> BatchSizes { get; init; } = [];

    /// <summary>Characters of the measured request's text before the cursor; some 620 tokens, with those after the cursor about 700.</summary>
    public int PromptCharacters { get; init; } = 2_300;

    /// <summary>Stretches of code, some 600 tokens each, whose perplexity is measured.</summary>
    public int Stretches { get; init; } = 8;
}
