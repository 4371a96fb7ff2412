using SmolCode.Training.Runs;

namespace SmolCode.Training;

/// <summary>What is trained on what.</summary>
public sealed record TrainingRequest
{
    /// <summary>Path of the model.</summary>
    public required string Model { get; init; }

    /// <summary>Path of the adapter that training begins from; null: from the model as it is.</summary>
    public string? Adapter { get; init; }

    /// <summary>Path of the adapter that is written.</summary>
    public required string Output { get; init; }

    /// <summary>Path of the checkpoint.</summary>
    public required string Checkpoint { get; init; }

    /// <summary>Names the corpus and how rows are made of it: another one can't go on with a checkpoint.</summary>
    public required string Corpus { get; init; }

    /// <summary>Names the workspace in the adapter's metadata, without its path.</summary>
    public required string Workspace { get; init; }

    /// <summary>Go on with the checkpoint, if there is one.</summary>
    public bool Resume { get; init; }

    /// <summary>How training goes.</summary>
    public TrainingOptions Options { get; init; } = new();
}
