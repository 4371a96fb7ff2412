namespace SmolCode.LanguageServer.Models;

/// <summary>Where a model is.</summary>
public enum ModelPlace
{
    /// <summary>It came with the program.</summary>
    Bundled,

    /// <summary>In the user's model folder.</summary>
    Here,

    /// <summary>A file elsewhere on this machine, used by its path.</summary>
    Elsewhere,

    /// <summary>Not here; it can be downloaded.</summary>
    Available,
}
