namespace SmolCode.CodeAnalysis;

/// <summary>Where a workspace is in its life.</summary>
public enum WorkspaceState
{
    /// <summary>Nothing was opened.</summary>
    Empty,

    /// <summary>Loading; documents are served alone meanwhile.</summary>
    Loading,

    /// <summary>Loaded as asked for.</summary>
    Ready,

    /// <summary>Usable, but with less than was asked for; the status message says why and what to do.</summary>
    Degraded,
}
