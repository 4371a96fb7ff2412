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

    internal WorkspaceContent(ImmutableArray<WorkspaceLocation> locations, LoadedSolution loaded, long generation)
    {
        Locations = locations;
        Loaded = loaded;
        Generation = generation;
        _documents = new(Index);
        _folders = new(ProjectFolders);
    }

    /// <summary>What is open; at least one.</summary>
    internal ImmutableArray<WorkspaceLocation> Locations { get; }

    /// <summary>A single file, without a workspace around it.</summary>
    internal bool IsFile => Locations is [{ Kind: WorkspaceLocationKind.File }];

    internal LoadedSolution Loaded { get; }

    internal Solution Solution => Loaded.Solution;

    /// <summary>Grows with every change, so that forks of an older content are recognised.</summary>
    internal long Generation { get; }

    internal int DocumentCount => _documents.Value.Count;

    internal IEnumerable<string> Paths => _documents.Value.Keys;

    /// <summary>The content with another solution.</summary>
    internal WorkspaceContent With(Solution solution) => new(Locations, Loaded with { Solution = solution }, Generation + 1);

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
    internal string RelativePath(string path) => RelativePath(Locations, path);

    /// <summary>Path relative to what is open around it, the innermost, with '/'; the name alone for a file outside of all.</summary>
    internal static string RelativePath(ImmutableArray<WorkspaceLocation> locations, string path) =>
        RootOf(locations, path) is { } root ? Path.GetRelativePath(root, path).Replace('\\', '/') : Path.GetFileName(path);

    /// <summary>The innermost folder that is open around a path; null outside of all.</summary>
    internal string? RootOf(string path) => RootOf(Locations, path);

    private static string? RootOf(ImmutableArray<WorkspaceLocation> locations, string path) =>
        locations.Select(l => l.RootPath).Where(r => IsBelow(r, path)).MaxBy(r => r.Length);

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

    // A loose project has no file, and is named by the folder that it is made of.
    private string FolderOf(Project project) =>
        project.FilePath is { } file
            ? Path.GetDirectoryName(file)!
            : project.Documents.Select(d => d.FilePath is { } path ? RootOf(path) : null).OfType<string>().FirstOrDefault()
                ?? Locations[0].RootPath;

    private ImmutableArray<(string Folder, ProjectId Project)> ProjectFolders() =>
        [
            .. Solution
                .Projects.Where(p => p.Language == LanguageNames.CSharp)
                .OrderByDescending(TargetFrameworkOrder.Rank)
                .Select(p => (Folder: FolderOf(p), Project: p.Id))
                .DistinctBy(p => p.Folder, PathComparer)
                .OrderByDescending(p => p.Folder.Length),
        ];
}
