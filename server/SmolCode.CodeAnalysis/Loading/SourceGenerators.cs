using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace SmolCode.CodeAnalysis.Loading;

/// <summary>
/// Source generators run once after a load, for the project being edited and what it references, and their output is kept as ordinary
/// documents. Run on every compilation, as the workspace would, they cost more than everything else at a keystroke.
/// </summary>
internal static class SourceGenerators
{
    /// <summary>The solution without analyzers and generators.</summary>
    internal static Solution Remove(Solution solution)
    {
        foreach (var id in solution.ProjectIds)
        {
            solution = solution.WithProjectAnalyzerReferences(id, []);
        }

        return solution;
    }

    /// <summary>What each project's generators yield: the project and what it references, transitively.</summary>
    internal static async Task<ImmutableArray<(ProjectId Project, string Name, SourceText Text)>> RunAsync(
        Solution original,
        ProjectId project,
        CancellationToken cancellationToken
    )
    {
        var projects = original
            .GetProjectDependencyGraph()
            .GetProjectsThatThisProjectTransitivelyDependsOn(project)
            .Append(project)
            .Where(original.ContainsProject)
            .ToList();

        // A solution of its own: its compilations go when the generators are through.
        var any = false;
        foreach (var id in projects)
        {
            var references = original.GetProject(id)!.AnalyzerReferences;
            List<AnalyzerReference> generators = [.. references.Where(r => r.GetGenerators(LanguageNames.CSharp).Length > 0)];
            any |= generators.Count > 0;
            original = original.WithProjectAnalyzerReferences(id, generators);
        }

        if (!any)
        {
            return [];
        }

        var result = ImmutableArray.CreateBuilder<(ProjectId, string, SourceText)>();
        foreach (var id in projects)
        {
            foreach (var document in await original.GetProject(id)!.GetSourceGeneratedDocumentsAsync(cancellationToken))
            {
                result.Add((id, document.HintName, await document.GetTextAsync(cancellationToken)));
            }
        }

        return result.ToImmutable();
    }
}
