namespace SmolCode.Training.Runs;

/// <summary>How a training goes.</summary>
public sealed record TrainingOptions
{
    /// <summary>Time for steps; pauses don't count.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromMinutes(60);

    /// <summary>Rank of the new low-rank updates, a multiple of sixteen.</summary>
    public int Rank { get; init; } = 32;

    /// <summary>alpha / rank.</summary>
    public float Scale { get; init; } = 2;

    /// <summary>Tokens of a row, a multiple of sixteen.</summary>
    public int RowLength { get; init; } = 768;

    /// <summary>Rows of a step.</summary>
    public int RowsPerStep { get; init; } = 4;

    /// <summary>Threads; half of the cores by default.</summary>
    public int Threads { get; init; } = Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>The highest rate of learning; it rises over <see cref="WarmUpSteps"/> and falls with a cosine to a twentieth at the end.</summary>
    public double Rate { get; init; } = 5e-4;

    /// <summary>Steps until the rate is at its highest.</summary>
    public int WarmUpSteps { get; init; } = 50;

    /// <summary>The gradient's norm is cut to this.</summary>
    public double Clip { get; init; } = 1;

    /// <summary>Seed of the updates and of the order of rows.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Time between two checkpoints.</summary>
    public TimeSpan CheckpointInterval { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>bfloat16 although the processor has no instructions for it, or floats although it has; null: what is faster.</summary>
    public bool? BrainFloat { get; init; }

    /// <summary>Ends after so many steps, for tests and measurements; null: the time alone counts.</summary>
    public int? MaxSteps { get; init; }
}
