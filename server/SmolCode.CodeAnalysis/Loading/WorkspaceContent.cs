using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace SmolCode.CodeAnalysis.Loading;

/// <summary>Everything that is loaded, immutable: a change makes a new one that takes the old one's place.</summary>
internal sealed class WorkspaceContent
{
    /// <summary>File systems of Windows and macOS ignore case.</summary>
    internal static readonly StringComparer PathComparer =
        OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    private readonly Lazy<Dictionary<string, ImmutableArray<DocumentId>>> _documents;
    private readonly Lazy<ImmutableArray<(string Folder, ProjectId Project)>> _folders;

    internal WorkspaceContent(WorkspaceLocation location, LoadedSolution loaded, long generation)
    {
        Location = location;
        Loaded = loaded;
        Generation = generation;
        _documents = new(Index);
        _folders = new(ProjectFolders);
    }

    internal WorkspaceLocation Location { get; }

    internal LoadedSolution Loaded { get; }

    internal Solution Solution => Loaded.Solution;

    /// <summary>Grows with every change, so that forks of an older content are recognised.</summary>
    internal long Generation { get; }

    internal int DocumentCount => _documents.Value.Count;

    internal IEnumerable<string> Paths => _documents.Value.Keys;

    /// <summary>The content with another solution.</summary>
    internal WorkspaceContent With(Solution solution) => new(Location, Loaded with { Solution = solution }, Generation + 1);

    /// <summary>The documents of a file, the one of the newest framework first.</summary>
    internal ImmutableArray<DocumentId> Find(string path) => _documents.Value.GetValueOrDefault(path, []);

    /// <summary>The project that a new file at the path would belong to, or null.</summary>
    internal ProjectId? FindProjectFor(string path)
    {
        foreach (var (folder, project) in _folders.Value)
        {
            if (IsBelow(folder, path))
            {
                return SourceFile.IsInSkippedFolder(folder, path) ? null : project;
            }
        }

        return null;
    }

    /// <summary>The folder of the project that the path lies below, or null.</summary>
    internal string? ProjectFolderOf(string path) =>
        _folders.Value.Where(f => IsBelow(f.Folder, path)).Select(f => f.Folder).FirstOrDefault();

    internal AnalysisDepth DepthOf(ProjectId project) => Loaded.LooseProjects.Contains(project) ? AnalysisDepth.Folder : Loaded.Depth;

    /// <summary>Path relative to the workspace with '/'; the name alone for a file outside of it.</summary>
    internal string RelativePath(string path)
    {
        var relative = Path.GetRelativePath(Location.RootPath, path);
        return Path.IsPathRooted(relative) || relative.StartsWith("..", StringComparison.Ordinal)
            ? Path.GetFileName(path)
            : relative.Replace('\\', '/');
    }

    internal static bool IsBelow(string folder, string path) =>
        path.Length > folder.Length
        && path.StartsWith(folder, PathComparer == StringComparer.Ordinal ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase)
        && path[folder.Length] is '/' or '\\';

    private Dictionary<string, ImmutableArray<DocumentId>> Index()
    {
        var index = new Dictionary<string, ImmutableArray<DocumentId>>(PathComparer);
        foreach (
            var project in Solution.Projects.Where(p => p.Language == LanguageNames.CSharp).OrderByDescending(TargetFrameworkOrder.Rank)
        )
        {
            foreach (var document in project.Documents)
            {
                if (document.FilePath is { } path)
                {
                    index[path] = index.GetValueOrDefault(path, []).Add(document.Id);
                }
            }
        }

        return index;
    }

    private ImmutableArray<(string Folder, ProjectId Project)> ProjectFolders() =>
        [
            .. Solution
                .Projects.Where(p => p.Language == LanguageNames.CSharp)
                .OrderByDescending(TargetFrameworkOrder.Rank)
                .Select(p => (Folder: p.FilePath is null ? Location.RootPath : Path.GetDirectoryName(p.FilePath)!, Project: p.Id))
                .DistinctBy(p => p.Folder, PathComparer)
                .OrderByDescending(p => p.Folder.Length),
        ];
}
