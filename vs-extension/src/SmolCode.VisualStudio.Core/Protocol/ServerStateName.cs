namespace SmolCode.VisualStudio.Protocol;

/// <summary>What a server says of itself.</summary>
public enum ServerStateName
{
    /// <summary>The model is being prepared or loaded.</summary>
    Starting,

    /// <summary>The workspace is being loaded.</summary>
    Loading,

    /// <summary>All is there.</summary>
    Ready,

    /// <summary>Suggestions are made with less than there could be.</summary>
    Degraded,

    /// <summary>There are no suggestions.</summary>
    Error,

    /// <summary>Switched off.</summary>
    Disabled,
}
