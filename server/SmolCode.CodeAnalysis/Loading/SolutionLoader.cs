using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Host.Mef;
using Microsoft.Extensions.Logging;

namespace SmolCode.CodeAnalysis.Loading;

/// <summary>Loads locations: through MSBuild where that is allowed and yields something, else loosely.</summary>
internal sealed class SolutionLoader(ILogger logger)
{
    private static readonly MefHostServices HostServices = MefHostServices.Create(MefHostServices.DefaultAssemblies);

    /// <summary>A solution of one project without files; single files are put into it as they are asked for.</summary>
    public static Solution SingleFiles() => LooseProject.AddTo(Empty(), ProjectId.CreateNewId(), "SingleFile", [], web: false);

    /// <summary>Loads a solution, a project or a folder.</summary>
    /// <param name="location">Not a single file.</param>
    /// <param name="trusted">MSBuild may run what the projects say.</param>
    /// <param name="progress">Receives lines for a user.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<LoadedSolution> LoadAsync(
        WorkspaceLocation location,
        bool trusted,
        IProgress<string>? progress,
        CancellationToken cancellationToken
    )
    {
        string? problem = null;
        if (location.Kind is WorkspaceLocationKind.Solution or WorkspaceLocationKind.Project)
        {
            if (trusted)
            {
                (var loaded, problem) = await new MSBuildLoader(logger).LoadAsync(location, progress, cancellationToken);
                if (loaded is not null)
                {
                    return loaded;
                }
            }
            else
            {
                problem =
                    "The workspace isn't trusted, so its project files aren't run and packages are unknown. Trust it to get checks against the whole project.";
            }
        }

        return await Task.Run(() => LoadFolder(location, problem, cancellationToken), cancellationToken);
    }

    private static LoadedSolution LoadFolder(WorkspaceLocation location, string? problem, CancellationToken cancellationToken)
    {
        var root = location.RootPath;
        var id = ProjectId.CreateNewId();
        var solution = LooseProject.AddTo(
            Empty(),
            id,
            Path.GetFileName(root),
            SourceFile.Enumerate(root, cancellationToken),
            LooseProject.LooksLikeWeb(root, cancellationToken)
        );
        return new LoadedSolution(solution, AnalysisDepth.Folder, [id], problem);
    }

    private static Solution Empty() => new AdhocWorkspace(HostServices).CurrentSolution;
}
