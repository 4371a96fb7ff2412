using SmolCode.VisualStudio.Server;

namespace SmolCode.VisualStudio.Core.Tests;

/// <summary>A machine with the files that a test says.</summary>
internal sealed class MemoryMachine(bool windows, string[] files, params (string Name, string Value)[] variables) : IMachine
{
    public bool IsWindows => windows;

    public string Home => windows ? @"C:\Users\me" : "/home/me";

    public string? Variable(string name) => variables.FirstOrDefault(v => v.Name == name).Value;

    public FileKind KindOf(string path)
    {
        // Paths are combined with the separator of the machine that the test runs on.
        var asked = path.Replace('\\', '/');
        var all = files.Select(f => f.Replace('\\', '/')).ToList();
        return all.Contains(asked) ? FileKind.File
            : all.Any(f => f.StartsWith(asked + "/", StringComparison.Ordinal)) ? FileKind.Folder
            : FileKind.None;
    }
}
