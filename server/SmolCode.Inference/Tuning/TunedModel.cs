namespace SmolCode.Inference.Tuning;

/// <summary>What was measured to be the best way to use a model on a machine.</summary>
public sealed record TunedModel
{
    /// <summary>Where it was measured.</summary>
    public required MachineIdentity Machine { get; init; }

    /// <summary>Which weights.</summary>
    public required ModelIdentity Identity { get; init; }

    /// <summary>The model's name, for people.</summary>
    public required string Model { get; init; }

    /// <summary>The adapter's name, or null.</summary>
    public string? Adapter { get; init; }

    /// <summary>What was chosen.</summary>
    public required EngineTuning Tuning { get; init; }

    /// <summary>Perplexity on C#, by how much higher than the original's: 0.01 is 1 %.</summary>
    public required double Loss { get; init; }

    /// <summary>Milliseconds of the measured request, median.</summary>
    public required double RequestMs { get; init; }

    /// <summary>The same without tuning.</summary>
    public required double UntunedMs { get; init; }

    /// <summary>When it was measured.</summary>
    public required DateTimeOffset MeasuredAt { get; init; }
}
