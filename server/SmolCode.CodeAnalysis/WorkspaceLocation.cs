namespace SmolCode.CodeAnalysis;

/// <summary>Where a workspace is.</summary>
/// <param name="Path">Absolute path of the solution, project, folder or file.</param>
/// <param name="Kind">What the path points at.</param>
public sealed record WorkspaceLocation(string Path, WorkspaceLocationKind Kind)
{
    /// <summary>The folder that relative paths start from.</summary>
    public string RootPath => Kind == WorkspaceLocationKind.Folder ? Path : System.IO.Path.GetDirectoryName(Path) ?? Path;

    /// <summary>
    /// Takes a .sln, .slnx, .csproj, .cs file or a folder. A folder that holds exactly one solution, or else exactly one project, becomes
    /// that one.
    /// </summary>
    /// <exception cref="WorkspaceLoadException">There is nothing at the path, or it isn't any of these.</exception>
    public static WorkspaceLocation Resolve(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var full = System.IO.Path.GetFullPath(path);
        if (Directory.Exists(full))
        {
            full = System.IO.Path.TrimEndingDirectorySeparator(full);
            var solutions = SolutionsIn(full);
            var projects = ProjectsIn(full);
            return solutions.Length == 1 ? new WorkspaceLocation(solutions[0], WorkspaceLocationKind.Solution)
                : solutions.Length == 0 && projects.Length == 1 ? new WorkspaceLocation(projects[0], WorkspaceLocationKind.Project)
                : new WorkspaceLocation(full, WorkspaceLocationKind.Folder);
        }

        if (!File.Exists(full))
        {
            throw new WorkspaceLoadException(
                $"There is no file or folder at {full}. Give the path of a .sln, .slnx or .csproj file, or of a folder with C# files."
            );
        }

        return System.IO.Path.GetExtension(full).ToUpperInvariant() switch
        {
            ".SLN" or ".SLNX" => new WorkspaceLocation(full, WorkspaceLocationKind.Solution),
            ".CSPROJ" => new WorkspaceLocation(full, WorkspaceLocationKind.Project),
            ".CS" => new WorkspaceLocation(full, WorkspaceLocationKind.File),
            _ => throw new WorkspaceLoadException(
                $"{full} is neither a solution nor a C# project. Give a .sln, .slnx or .csproj file, or a folder with C# files."
            ),
        };
    }

    /// <summary>
    /// The nearest solution or project above a file, not looking beyond the folder that holds .git. With none, the file stands alone.
    /// </summary>
    public static WorkspaceLocation FindFor(string file)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(file);
        var full = System.IO.Path.GetFullPath(file);
        for (var folder = System.IO.Path.GetDirectoryName(full); folder is not null; folder = System.IO.Path.GetDirectoryName(folder))
        {
            if (Directory.Exists(folder))
            {
                if (Preferred(SolutionsIn(folder), folder) is { } solution)
                {
                    return new WorkspaceLocation(solution, WorkspaceLocationKind.Solution);
                }

                if (Preferred(ProjectsIn(folder), folder) is { } project)
                {
                    return new WorkspaceLocation(project, WorkspaceLocationKind.Project);
                }

                // A worktree or submodule has a .git file instead of a folder.
                var git = System.IO.Path.Combine(folder, ".git");
                if (Directory.Exists(git) || File.Exists(git))
                {
                    break;
                }
            }
        }

        return new WorkspaceLocation(full, WorkspaceLocationKind.File);
    }

    private static string[] SolutionsIn(string folder) => [.. Files(folder, "*.slnx"), .. Files(folder, "*.sln")];

    private static string[] ProjectsIn(string folder) => Files(folder, "*.csproj");

    private static string[] Files(string folder, string pattern)
    {
        try
        {
            // "*.sln" would match .slnx too on Windows (8.3 names).
            var extension = pattern[1..];
            var files = Directory.GetFiles(folder, pattern);
            return [.. files.Where(f => f.EndsWith(extension, StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    // Several side by side: the one named like its folder, else the first.
    private static string? Preferred(string[] files, string folder)
    {
        var name = System.IO.Path.GetFileName(folder);
        return files.FirstOrDefault(f =>
                string.Equals(System.IO.Path.GetFileNameWithoutExtension(f), name, StringComparison.OrdinalIgnoreCase)
            ) ?? files.FirstOrDefault();
    }
}
