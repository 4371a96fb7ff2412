using Microsoft.CodeAnalysis;

namespace SmolCode.CodeAnalysis.Loading;

/// <summary>Reference assemblies of the installed .NET, for files without a project that names any.</summary>
internal static class FrameworkReferences
{
    private static readonly Lazy<IReadOnlyList<MetadataReference>> NetCoreReferences = new(() => Load("Microsoft.NETCore.App.Ref"));
    private static readonly Lazy<IReadOnlyList<MetadataReference>> AspNetReferences = new(() => Load("Microsoft.AspNetCore.App.Ref"));

    /// <summary>The base framework.</summary>
    internal static IReadOnlyList<MetadataReference> NetCore => NetCoreReferences.Value;

    /// <summary>ASP.NET Core; empty where it isn't installed.</summary>
    internal static IReadOnlyList<MetadataReference> AspNetCore => AspNetReferences.Value;

    private static List<MetadataReference> Load(string pack)
    {
        var files = PackFiles(pack);
        if (files.Length == 0 && pack == "Microsoft.NETCore.App.Ref")
        {
            // A self-contained installation has no reference packs: the runtime's own assemblies serve.
            var trusted = AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? "";
            files = [.. trusted.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Where(IsFrameworkAssembly)];
        }

        return [.. files.Select(f => MetadataReference.CreateFromFile(f, documentation: Documentation(f)))];
    }

    /// <summary>Reference packs have the documentation beside each assembly; it is read when somebody asks for it.</summary>
    private static XmlDocumentationProvider? Documentation(string assembly)
    {
        var file = Path.ChangeExtension(assembly, ".xml");
        return File.Exists(file) ? XmlDocumentationProvider.CreateFromFile(file) : null;
    }

    private static string[] PackFiles(string pack)
    {
        foreach (var root in DotnetRoots())
        {
            var folder = Path.Combine(root, "packs", pack);
            if (!Directory.Exists(folder))
            {
                continue;
            }

            var newest = Directory
                .GetDirectories(folder)
                .Select(f => (Folder: f, Version: ParseVersion(Path.GetFileName(f))))
                .Where(f => f.Version is not null)
                .OrderByDescending(f => f.Version)
                .SelectMany(f =>
                    Directory.Exists(Path.Combine(f.Folder, "ref")) ? Directory.GetDirectories(Path.Combine(f.Folder, "ref")) : []
                )
                .FirstOrDefault();
            if (newest is not null)
            {
                return Directory.GetFiles(newest, "*.dll");
            }
        }

        return [];
    }

    private static IEnumerable<string> DotnetRoots()
    {
        if (Environment.GetEnvironmentVariable("DOTNET_ROOT") is { Length: > 0 } root)
        {
            yield return root;
        }

        // <root>/shared/Microsoft.NETCore.App/<version>/System.Private.CoreLib.dll
        var runtime = System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory();
        if (
            Path.GetFullPath(Path.Combine(runtime, "..", "..", "..")) is { } installed
            && Directory.Exists(Path.Combine(installed, "packs"))
        )
        {
            yield return installed;
        }
    }

    private static Version? ParseVersion(string name) => Version.TryParse(name.Split('-')[0], out var version) ? version : null;

    private static bool IsFrameworkAssembly(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        return name is "System" or "mscorlib" or "netstandard" or "Microsoft.CSharp" or "Microsoft.VisualBasic.Core"
            || name.StartsWith("System.", StringComparison.Ordinal)
            || name.StartsWith("Microsoft.Win32.", StringComparison.Ordinal);
    }
}
