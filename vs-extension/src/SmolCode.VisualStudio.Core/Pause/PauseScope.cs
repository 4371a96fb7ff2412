namespace SmolCode.VisualStudio.Pause;

/// <summary>Where a pause holds.</summary>
public enum PauseScope
{
    /// <summary>In one file.</summary>
    File,

    /// <summary>In every C# file.</summary>
    Language,

    /// <summary>Until Visual Studio is closed.</summary>
    Session,
}
