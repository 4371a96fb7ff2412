using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.MSBuild;
using Microsoft.Extensions.Logging;

namespace SmolCode.CodeAnalysis.Loading;

/// <summary>
/// Loads a solution or project through MSBuild, which runs the project's own build logic in Roslyn's build host process: only for trusted
/// workspaces. The build host ends with the load.
/// </summary>
internal sealed partial class MSBuildLoader(ILogger logger)
{
    private static readonly string[] CoreAssemblies =
    [
        "System.Runtime.dll",
        "mscorlib.dll",
        "netstandard.dll",
        "System.Private.CoreLib.dll",
    ];

    /// <summary>Loads; null with a reason when nothing usable came of it.</summary>
    internal async Task<(LoadedSolution? Loaded, string? Problem)> LoadAsync(
        WorkspaceLocation location,
        IProgress<string>? progress,
        CancellationToken cancellationToken
    )
    {
        var failures = new List<string>();
        try
        {
            // The workspace is kept alive by its solution: snapshots of it go on working, the build host is gone after the load.
            var workspace = MSBuildWorkspace.Create();
            workspace.LoadMetadataForReferencedProjects = true;
            workspace.SkipUnrecognizedProjects = true;
            using var registration = workspace.RegisterWorkspaceFailedHandler(e =>
            {
                if (e.Diagnostic.Kind == WorkspaceDiagnosticKind.Failure)
                {
                    lock (failures)
                    {
                        failures.Add(e.Diagnostic.Message);
                    }
                }

                LogDiagnostic(logger, e.Diagnostic.Kind, e.Diagnostic.Message);
            });
            var loadProgress = progress is null
                ? null
                : new LoadProgress(p =>
                    progress.Report(
                        $"{p.Operation} {Path.GetFileNameWithoutExtension(p.FilePath)}{(p.TargetFramework is null ? "" : $" ({p.TargetFramework})")}"
                    )
                );
            if (location.Kind == WorkspaceLocationKind.Project)
            {
                await workspace.OpenProjectAsync(location.Path, loadProgress, cancellationToken);
            }
            else
            {
                await workspace.OpenSolutionAsync(location.Path, loadProgress, cancellationToken);
            }

            return Examine(workspace.CurrentSolution, location, failures, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e)
        {
            LogLoadFailed(logger, location.Path, e);
            lock (failures)
            {
                failures.Add(e.Message);
            }

            return (null, LoadFailure.Explain(location, failures, []));
        }
    }

    private static (LoadedSolution? Loaded, string? Problem) Examine(
        Solution solution,
        WorkspaceLocation location,
        List<string> failures,
        CancellationToken cancellationToken
    )
    {
        List<Project> projects = [.. solution.Projects.Where(p => p.Language == LanguageNames.CSharp)];
        var usable = projects.Where(p => HasFramework(p) && p.DocumentIds.Count > 0).Select(p => p.Id).ToHashSet();
        var usableFiles = projects.Where(p => usable.Contains(p.Id)).Select(p => p.FilePath).ToHashSet();
        List<Project> unusable = [];
        foreach (var project in projects.Where(p => !usable.Contains(p.Id)))
        {
            if (usableFiles.Contains(project.FilePath))
            {
                // Another target framework of the same project did resolve, and that is the one to work with.
                solution = solution.RemoveProject(project.Id);
            }
            else
            {
                unusable.Add(project);
            }
        }

        string? problem = null;
        if (unusable.Count > 0 || usable.Count == 0)
        {
            lock (failures)
            {
                problem = LoadFailure.Explain(location, failures, unusable);
            }
        }

        if (usable.Count == 0)
        {
            return (null, problem);
        }

        var notRestored = projects
            .Where(p =>
                usable.Contains(p.Id) && p.FilePath is { } path && !PackageRestore.IsRestored(p) && PackageRestore.UsesPackages(path)
            )
            .ToList();
        if (notRestored.Count > 0)
        {
            problem ??= LoadFailure.NotRestored(
                Path.GetFileName(location.Path),
                [.. notRestored.Select(p => Path.GetFileName(p.FilePath)!).Distinct()]
            );
        }

        foreach (var project in unusable)
        {
            solution = Repair(solution, project.Id, cancellationToken);
        }

        return (new LoadedSolution(solution, AnalysisDepth.Project, [.. unusable.Concat(notRestored).Select(p => p.Id)], problem), null);
    }

    private static bool HasFramework(Project project) =>
        project.MetadataReferences.Any(r =>
            r.Display is { } display && CoreAssemblies.Contains(Path.GetFileName(display), StringComparer.OrdinalIgnoreCase)
        );

    // A project that didn't resolve its framework: its own files with the installed framework instead.
    private static Solution Repair(Solution solution, ProjectId id, CancellationToken cancellationToken)
    {
        var project = solution.GetProject(id)!;
        var folder = Path.GetDirectoryName(project.FilePath);
        var web = folder is not null && LooseProject.LooksLikeWeb(folder, cancellationToken);
        solution = solution
            .WithProjectMetadataReferences(id, LooseProject.References(web))
            .WithProjectParseOptions(id, LooseProject.ParseOptions)
            .WithProjectCompilationOptions(id, LooseProject.CompilationOptions);
        if (project.DocumentIds.Count == 0 && folder is not null)
        {
            foreach (var file in SourceFile.Enumerate(folder, cancellationToken))
            {
                solution = solution.AddDocument(LooseProject.Describe(id, file));
            }
        }

        return LooseProject.AddImplicitUsings(solution, id, web);
    }

    [LoggerMessage(LogLevel.Warning, "Loading {Path} through MSBuild failed")]
    private static partial void LogLoadFailed(ILogger logger, string path, Exception exception);

    [LoggerMessage(LogLevel.Debug, "MSBuild {Kind}: {Message}")]
    private static partial void LogDiagnostic(ILogger logger, WorkspaceDiagnosticKind kind, string message);

    private sealed class LoadProgress(Action<ProjectLoadProgress> report) : IProgress<ProjectLoadProgress>
    {
        public void Report(ProjectLoadProgress value) => report(value);
    }
}
