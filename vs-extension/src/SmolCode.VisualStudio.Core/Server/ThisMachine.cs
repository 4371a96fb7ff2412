using System.Runtime.InteropServices;

namespace SmolCode.VisualStudio.Server;

/// <summary>The machine that this runs on.</summary>
public sealed class ThisMachine : IMachine
{
    /// <inheritdoc />
    public bool IsWindows => RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

    /// <inheritdoc />
    public string Home => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    /// <inheritdoc />
    public string? Variable(string name) => Environment.GetEnvironmentVariable(name);

    /// <inheritdoc />
    public FileKind KindOf(string path) =>
        File.Exists(path) ? FileKind.File
        : Directory.Exists(path) ? FileKind.Folder
        : FileKind.None;
}
