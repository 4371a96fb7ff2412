namespace SmolCode.CodeAnalysis.Loading;

/// <summary>Whether a project's packages were restored. MSBuild says nothing of it when only the packages are missing.</summary>
internal static class PackageRestore
{
    private static readonly string[] SharedFiles = ["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"];

    /// <summary>NuGet leaves its result below obj.</summary>
    internal static bool IsRestored(string projectFile) =>
        Path.GetDirectoryName(projectFile) is not { } folder || File.Exists(Path.Combine(folder, "obj", "project.assets.json"));

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

    private static bool Mentions(string file, string what) =>
        SourceFile.TryReadString(file)?.Contains(what, StringComparison.OrdinalIgnoreCase) == true;
}
