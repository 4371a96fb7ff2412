namespace SmolCode.CodeAnalysis.Loading;

/// <summary>Files that decide what a project is.</summary>
internal static class ProjectFiles
{
    private static readonly string[] Extensions = [".csproj", ".props", ".targets", ".sln", ".slnx", ".slnf", ".projitems", ".shproj"];
    private static readonly string[] Names =
    [
        "global.json",
        "nuget.config",
        "packages.lock.json",
        "project.assets.json",
        ".editorconfig",
        ".globalconfig",
    ];

    /// <summary>Whether a change of the file changes what a load yields.</summary>
    internal static bool IsProjectFile(string path)
    {
        var name = Path.GetFileName(path);
        if (Names.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            return true;
        }

        // What a build writes below obj follows from the project files.
        return Extensions.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase)
            && !path.Replace('\\', '/').Contains("/obj/", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The path below its project's folder: copies and links of one file have the same under several projects.</summary>
    internal static string PathInProject(WorkspaceContent content, string path)
    {
        var folder = content.ProjectFolderOf(path) ?? content.RootOf(path) ?? content.Locations[0].RootPath;
        return Path.GetRelativePath(folder, path).Replace('\\', '/');
    }
}
