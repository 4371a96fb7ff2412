namespace SmolCode.VisualStudio.Server;

/// <summary>Where a server comes from.</summary>
public enum ServerSource
{
    /// <summary>The setting <c>smolcode.server.path</c> names it.</summary>
    Setting,

    /// <summary>It came with the extension.</summary>
    Bundled,

    /// <summary>It is the installed .NET tool.</summary>
    Tool,
}
