using System.IO.Compression;

namespace SmolCode.VisualStudio.Packaging;

/// <summary>Packs an extension: the same bytes from the same files.</summary>
internal static class VsixPacker
{
    private const string ServerFolder = "server";

    /// <summary>The time of every entry: what is packed says nothing of when.</summary>
    private static readonly DateTimeOffset Time = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Packs.</summary>
    /// <exception cref="PackingException">It can't be packed.</exception>
    public static PackingResult Pack(PackingOptions options)
    {
        if (!Directory.Exists(options.ExtensionFolder))
        {
            throw new PackingException($"{options.ExtensionFolder} does not exist. Build the extension first.");
        }

        if (options.ServerFolder is not null && options.Architecture is null)
        {
            throw new PackingException("A server inside runs on one architecture: name it with --architecture amd64 or arm64.");
        }

        var manifest = VsixManifest.Read(Path.Combine(options.ExtensionFolder, "source.extension.vsixmanifest"), options.SchemasFolder);
        if (options.Architecture is { } architecture)
        {
            manifest.Narrow(architecture);
        }

        var warnings = new List<string>();
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal) { ["extension.vsixmanifest"] = manifest.Write() };
        AddNamed(files, manifest, options.ExtensionFolder);
        AddAssemblies(files, manifest, options, warnings);
        AddServer(files, options.ServerFolder, warnings);
        foreach (var name in files.Keys)
        {
            CheckName(name);
        }

        var content = new Dictionary<string, byte[]>(files, StringComparer.Ordinal)
        {
            ["manifest.json"] = InstallerManifests.Manifest(manifest, files),
            ["catalog.json"] = InstallerManifests.Catalog(manifest, files, Path.GetFileName(options.OutputPath)),
        };
        content[ContentTypes.Name] = ContentTypes.Write(content.Keys);
        Write(options.OutputPath, content);
        return new PackingResult(options.OutputPath, [.. content.Keys.Order(StringComparer.Ordinal)], warnings);
    }

    private static void AddNamed(Dictionary<string, byte[]> files, VsixManifest manifest, string folder)
    {
        // Not named in the manifest: what the licences of packed assemblies ask for.
        foreach (var name in manifest.Files.Append("NOTICE.txt").Distinct())
        {
            if (name.Contains('\\') || name.Contains("..", StringComparison.Ordinal) || Path.IsPathRooted(name))
            {
                throw new PackingException($"The manifest names {name}: a path has to stay within the package, with / between its parts.");
            }

            var path = Path.Combine(folder, name);
            if (!File.Exists(path))
            {
                throw new PackingException($"{name} is to be packed and is not in {folder}.");
            }

            files[name] = File.ReadAllBytes(path);
        }
    }

    private static void AddAssemblies(
        Dictionary<string, byte[]> files,
        VsixManifest manifest,
        PackingOptions options,
        List<string> warnings
    )
    {
        var waiting = new Queue<(string Name, string By)>(manifest.MefComponents.Select(c => (c, "the manifest")));
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        while (waiting.TryDequeue(out var next))
        {
            if (!seen.Add(next.Name))
            {
                continue;
            }

            var path = Path.Combine(options.ExtensionFolder, next.Name);
            if (!File.Exists(path))
            {
                throw new PackingException(
                    $"{next.By} needs {next.Name}, which is neither in {options.ExtensionFolder} nor one of Visual Studio's own assemblies."
                );
            }

            var assembly = PackedAssembly.Read(path);
            files[next.Name] = assembly.Content;
            foreach (var name in assembly.ToPack)
            {
                waiting.Enqueue((name + ".dll", next.Name));
            }

            if (manifest.MefComponents.Contains(next.Name))
            {
                CheckComponent(next.Name, assembly, manifest, options, warnings);
            }
        }
    }

    private static void CheckComponent(
        string name,
        PackedAssembly assembly,
        VsixManifest manifest,
        PackingOptions options,
        List<string> warnings
    )
    {
        if (
            !Version.TryParse(manifest.VersionText, out var version)
            || assembly.Version.ToString(version.ToString().Count(c => c == '.') + 1) != version.ToString()
        )
        {
            throw new PackingException($"The manifest's version is {manifest.VersionText}, that of {name} is {assembly.Version}.");
        }

        if (!assembly.HasMenus)
        {
            const string Message =
                "has no command table, so there will be no menus: only a build on Windows (vs-extension/build.ps1) compiles it.";
            if (options.RequireMenus)
            {
                throw new PackingException($"{name} {Message}");
            }

            warnings.Add($"{name} {Message}");
        }
    }

    private static void AddServer(Dictionary<string, byte[]> files, string? folder, List<string> warnings)
    {
        if (folder is null)
        {
            warnings.Add(
                "No server is inside: the extension looks for the .NET tool smolcode, or the setting smolcode.server.path names one."
            );
            return;
        }

        if (!File.Exists(Path.Combine(folder, "smolcode.exe")))
        {
            throw new PackingException($"There is no smolcode.exe in {folder}: publish the server for win-x64 or win-arm64.");
        }

        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            files[ServerFolder + "/" + Path.GetRelativePath(folder, path).Replace('\\', '/')] = File.ReadAllBytes(path);
        }
    }

    /// <summary>The names that a package takes without any encoding.</summary>
    private static void CheckName(string name)
    {
        if (name.Any(c => !char.IsAsciiLetterOrDigit(c) && !"/._-+~".Contains(c, StringComparison.Ordinal)))
        {
            throw new PackingException($"{name} can't be packed: a name is made of letters, digits and ._-+~ only.");
        }
    }

    private static void Write(string path, Dictionary<string, byte[]> content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        if (Directory.Exists(path))
        {
            throw new PackingException($"{path} is a folder; name the file to write.");
        }

        var unfinished = path + ".new";
        try
        {
            WriteArchive(unfinished, content);
            File.Move(unfinished, path, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    private static void WriteArchive(string path, Dictionary<string, byte[]> content)
    {
        using var archive = new ZipArchive(File.Create(path), ZipArchiveMode.Create);
        foreach (var (name, bytes) in content.OrderBy(c => c.Key, StringComparer.Ordinal))
        {
            var entry = archive.CreateEntry(name, CompressionLevel.Optimal);
            entry.LastWriteTime = Time;
            entry.ExternalAttributes = 0;
            using var stream = entry.Open();
            stream.Write(bytes);
        }
    }
}
