namespace SmolCode.VisualStudio.Server;

/// <summary>
/// Finds the server: the one that the setting names, else the one that came with the extension, else the installed .NET tool. A setting
/// that leads nowhere is a problem to report, not a reason to start another server than the one that the user chose.
/// </summary>
public sealed class ServerLocator
{
    private readonly IMachine machine;
    private readonly string extensionFolder;

    /// <summary>A locator for an extension that is installed in a folder.</summary>
    public ServerLocator(IMachine machine, string extensionFolder)
    {
        this.machine = machine;
        this.extensionFolder = extensionFolder;
    }

    private string Executable => machine.IsWindows ? "smolcode.exe" : "smolcode";

    /// <summary>Finds the server.</summary>
    /// <param name="setting">The content of <c>smolcode.server.path</c>; blank: not set.</param>
    public ServerLocation Locate(string setting)
    {
        var named = setting.Trim();
        if (named.Length > 0)
        {
            return LocateNamed(named);
        }

        if (InFolder(Path.Combine(extensionFolder, "server"), ServerSource.Bundled) is { } bundled)
        {
            return bundled;
        }

        var tool = SearchPath()
            .Prepend(Path.Combine(machine.Home, ".dotnet", "tools"))
            .Select(f => Path.Combine(f, Executable))
            .FirstOrDefault(f => machine.KindOf(f) == FileKind.File);
        return tool is null
            ? Problem(
                "No server was found. Install the SmolCode extension for your platform, which brings its own, or name one in the setting smolcode.server.path."
            )
            : Program(tool, ServerSource.Tool);
    }

    private static ServerLocation Problem(string text) => new(null, text);

    private ServerLocation LocateNamed(string named)
    {
        var full =
            named == "~" || named.StartsWith("~/", StringComparison.Ordinal) || named.StartsWith("~\\", StringComparison.Ordinal)
                ? Path.Combine(machine.Home, named.Substring(1).TrimStart('/', '\\'))
                : named;
        if (!IsAbsolute(full))
        {
            return Problem($"The setting smolcode.server.path is \"{named}\"; it has to be an absolute path.");
        }

        return machine.KindOf(full) switch
        {
            FileKind.Folder => InFolder(full, ServerSource.Setting)
                ?? Problem($"There is no {Executable} and no smolcode.dll in {full}, which the setting smolcode.server.path names."),
            FileKind.File => Program(full, ServerSource.Setting),
            _ => Problem($"{full}, which the setting smolcode.server.path names, does not exist."),
        };
    }

    private ServerLocation? InFolder(string folder, ServerSource source)
    {
        var found = new[] { Executable, "smolcode.dll" }
            .Select(n => Path.Combine(folder, n))
            .FirstOrDefault(f => machine.KindOf(f) == FileKind.File);
        return found is null ? null : Program(found, source);
    }

    private ServerLocation Program(string file, ServerSource source)
    {
        var folder = Path.GetDirectoryName(file)!;
        if (!file.EndsWith(".dll", StringComparison.OrdinalIgnoreCase))
        {
            return new ServerLocation(new ServerProgram(file, null, folder, source), null);
        }

        return FindDotnet() is { } dotnet
            ? new ServerLocation(new ServerProgram(dotnet, file, folder, source), null)
            : Problem($"{file} needs .NET 10, and no dotnet was found on this machine: https://dotnet.microsoft.com/download");
    }

    /// <summary>The full path of dotnet: a bare name would be looked for in the current folder first on Windows.</summary>
    private string? FindDotnet()
    {
        var name = machine.IsWindows ? "dotnet.exe" : "dotnet";
        var root = machine.Variable("DOTNET_ROOT");
        string[] usual = machine.IsWindows
            ? [Path.Combine(machine.Variable("ProgramW6432") ?? machine.Variable("ProgramFiles") ?? "C:\\Program Files", "dotnet")]
            : ["/usr/share/dotnet", "/usr/lib/dotnet", Path.Combine(machine.Home, ".dotnet")];
        return (root is null ? [] : new[] { root })
            .Concat(SearchPath())
            .Concat(usual)
            .Where(IsAbsolute)
            .Select(f => Path.Combine(f, name))
            .FirstOrDefault(f => machine.KindOf(f) == FileKind.File);
    }

    private IEnumerable<string> SearchPath() => (machine.Variable("PATH") ?? "").Split(machine.IsWindows ? ';' : ':').Where(IsAbsolute);

    /// <summary>A path that no current folder or drive can change, on the machine that is asked about.</summary>
    private bool IsAbsolute(string path) =>
        machine.IsWindows
            ? path.Length > 2 && (path[1] == ':' && path[2] is '\\' or '/' || path.StartsWith("\\\\", StringComparison.Ordinal))
            : path.StartsWith("/", StringComparison.Ordinal);
}
