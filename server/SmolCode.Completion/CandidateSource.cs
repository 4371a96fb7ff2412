namespace SmolCode.Completion;

/// <summary>Where a candidate comes from.</summary>
public enum CandidateSource
{
    /// <summary>Decoded by the model.</summary>
    Model,
}
