using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace SmolCode.CodeAnalysis.Loading;

/// <summary>
/// Puts the projects of several solutions into one: an editor may have several folders open. A project that is in both is there once; a
/// reference that both have is shared, so that its metadata is read once.
/// </summary>
internal static class SolutionMerge
{
    /// <summary>The first with what the second adds.</summary>
    internal static async Task<LoadedSolution> MergeAsync(LoadedSolution first, LoadedSolution second, CancellationToken cancellationToken)
    {
        var solution = first.Solution;
        var known = new Dictionary<(string?, string), ProjectId>();
        foreach (var project in solution.Projects.Where(p => p.FilePath is not null))
        {
            known.TryAdd(Identity(project), project.Id);
        }

        var references = new Dictionary<(string, MetadataReferenceProperties), MetadataReference>();
        foreach (var reference in solution.Projects.SelectMany(p => p.MetadataReferences).OfType<PortableExecutableReference>())
        {
            if (reference.FilePath is { } path)
            {
                references.TryAdd((path, reference.Properties), reference);
            }
        }

        var graph = second.Solution.GetProjectDependencyGraph();
        var ids = second.Solution.Projects.ToDictionary(p => p.Id, p => known.GetValueOrDefault(Identity(p), p.Id));
        foreach (var id in graph.GetTopologicallySortedProjects(cancellationToken).Where(id => ids[id] == id))
        {
            var project = second.Solution.GetProject(id)!;
            solution = solution.AddProject(Describe(project, ids, references));
            foreach (var document in project.Documents.Where(d => d.FilePath is null))
            {
                // Without a file it is what it was made of: implicit usings.
                solution = solution.AddDocument(document.Id, document.Name, await document.GetTextAsync(cancellationToken));
            }
        }

        var added = second.LooseProjects.Where(id => ids[id] == id);
        return new LoadedSolution(
            solution,
            first.Depth > second.Depth ? first.Depth : second.Depth,
            first.LooseProjects.Union(added),
            Problems([first.Problem, second.Problem])
        );
    }

    /// <summary>Several problems as one text; null when there is none.</summary>
    internal static string? Problems(IEnumerable<string?> problems)
    {
        var texts = problems.OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        return texts.Count == 0 ? null : string.Join(' ', texts);
    }

    // The name has the target framework.
    private static (string?, string) Identity(Project project) => (project.FilePath, project.Name);

    private static ProjectInfo Describe(
        Project project,
        Dictionary<ProjectId, ProjectId> ids,
        Dictionary<(string, MetadataReferenceProperties), MetadataReference> references
    ) =>
        ProjectInfo
            .Create(
                project.Id,
                VersionStamp.Create(),
                project.Name,
                project.AssemblyName,
                project.Language,
                project.FilePath,
                project.OutputFilePath,
                project.CompilationOptions,
                project.ParseOptions,
                project.Documents.Where(d => d.FilePath is not null).Select(Describe),
                project.ProjectReferences.Select(r => new ProjectReference(
                    ids.GetValueOrDefault(r.ProjectId, r.ProjectId),
                    r.Aliases,
                    r.EmbedInteropTypes
                )),
                project.MetadataReferences.Select(r =>
                    r is PortableExecutableReference { FilePath: { } path } && references.TryGetValue((path, r.Properties), out var shared)
                        ? shared
                        : r
                ),
                project.AnalyzerReferences,
                project.AdditionalDocuments.Where(d => d.FilePath is not null).Select(Describe),
                project.IsSubmission,
                outputRefFilePath: project.OutputRefFilePath
            )
            .WithDefaultNamespace(project.DefaultNamespace)
            .WithCompilationOutputInfo(project.CompilationOutputInfo)
            .WithAnalyzerConfigDocuments(project.AnalyzerConfigDocuments.Where(d => d.FilePath is not null).Select(Describe));

    private static DocumentInfo Describe(TextDocument document) =>
        DocumentInfo.Create(
            document.Id,
            document.Name,
            document.Folders,
            (document as Document)?.SourceCodeKind ?? SourceCodeKind.Regular,
            new DiskTextLoader(document.FilePath!),
            document.FilePath
        );
}
