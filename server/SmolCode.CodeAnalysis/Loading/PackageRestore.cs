using Microsoft.CodeAnalysis;

namespace SmolCode.CodeAnalysis.Loading;

/// <summary>Whether a project's packages were restored. MSBuild says nothing of it when only the packages are missing.</summary>
internal static class PackageRestore
{
    /// <summary>Folders between the intermediate output and an assembly: configuration, framework, runtime.</summary>
    private const int MaxLevels = 4;

    private static readonly string[] SharedFiles = ["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"];

    /// <summary>
    /// Whether NuGet's result is there. It lies in the project's folder for intermediate output: obj, or above the assembly that the
    /// compiler writes (artifacts/obj/Project/debug/Project.dll).
    /// </summary>
    internal static bool IsRestored(Project project)
    {
        if (Path.GetDirectoryName(project.FilePath) is not { } folder || HasResult(Path.Combine(folder, "obj")))
        {
            return true;
        }

        var output = Path.GetDirectoryName(project.CompilationOutputInfo.AssemblyPath);
        for (var level = 0; level < MaxLevels && !string.IsNullOrEmpty(output); level++, output = Path.GetDirectoryName(output))
        {
            if (HasResult(output))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the project, or a file that it shares with others, refers to packages; read as text.</summary>
    internal static bool UsesPackages(string projectFile)
    {
        if (Mentions(projectFile, "<PackageReference"))
        {
            return true;
        }

        for (var folder = Path.GetDirectoryName(projectFile); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (SharedFiles.Any(f => Mentions(Path.Combine(folder, f), "PackageReference ")))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasResult(string folder) => File.Exists(Path.Combine(folder, "project.assets.json"));

    private static bool Mentions(string file, string what) =>
        SourceFile.TryReadString(file)?.Contains(what, StringComparison.OrdinalIgnoreCase) == true;
}
