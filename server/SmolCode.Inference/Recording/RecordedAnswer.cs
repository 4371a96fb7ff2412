namespace SmolCode.Inference.Recording;

/// <summary>A line of a recording: the model, or an answer.</summary>
internal sealed record RecordedAnswer
{
    /// <summary>The model that answers below.</summary>
    public ModelInfo? Model { get; init; }

    /// <summary>What the request is found by.</summary>
    public string? Key { get; init; }

    /// <summary>Answer to a request to generate.</summary>
    public GenerateResult? Generated { get; init; }

    /// <summary>Answer to a request to score.</summary>
    public ScoreResult? Scored { get; init; }
}
