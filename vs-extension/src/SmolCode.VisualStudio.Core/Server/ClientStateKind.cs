namespace SmolCode.VisualStudio.Server;

/// <summary>What the client knows of the server's process.</summary>
public enum ClientStateKind
{
    /// <summary>It is being started.</summary>
    Starting,

    /// <summary>It answers.</summary>
    Running,

    /// <summary>It ended unexpectedly and is started again soon.</summary>
    Restarting,

    /// <summary>There is none.</summary>
    Failed,
}
