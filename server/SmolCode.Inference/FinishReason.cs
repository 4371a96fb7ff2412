namespace SmolCode.Inference;

/// <summary>What ended a hypothesis.</summary>
public enum FinishReason
{
    /// <summary>The model ended it (end-of-generation token).</summary>
    EndOfText,

    /// <summary>A stop rule.</summary>
    Stop,

    /// <summary>The token limit.</summary>
    Length,

    /// <summary>The deadline.</summary>
    Deadline,
}
