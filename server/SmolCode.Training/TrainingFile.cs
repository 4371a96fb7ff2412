namespace SmolCode.Training;

/// <summary>A file to learn from.</summary>
/// <param name="Path">Relative to its root, with '/'.</param>
/// <param name="Text">With '\n' line ends, without a byte order mark.</param>
public sealed record TrainingFile(string Path, string Text)
{
    /// <summary>Absolute path of the folder that <see cref="Path"/> is relative to; empty where there is none.</summary>
    public string Root { get; init; } = "";

    /// <summary>The folder that the file lies in, relative to the root; empty: the root itself.</summary>
    internal string Folder => Path.LastIndexOf('/') is > 0 and var end ? Path[..end] : "";
}
