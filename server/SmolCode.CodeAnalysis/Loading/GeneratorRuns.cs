using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace SmolCode.CodeAnalysis.Loading;

/// <summary>Which projects of a load have had their source generators run. Not thread-safe.</summary>
/// <param name="original">The solution with its generators.</param>
internal sealed class GeneratorRuns(Solution original)
{
    private readonly HashSet<ProjectId> _asked = [];
    private readonly HashSet<ProjectId> _done = [];

    /// <summary>The solution with its generators.</summary>
    public Solution Original { get; } = original;

    /// <summary>Whether a project's generators are still to be run; asked again, they are not.</summary>
    public bool Begin(ProjectId project) => Original.ContainsProject(project) && _asked.Add(project);

    /// <summary>Adds what generators yielded to a solution, of each project once: a project may be referenced by several.</summary>
    public Solution AddTo(Solution solution, ImmutableArray<(ProjectId Project, string Name, SourceText Text)> yielded)
    {
        foreach (var group in yielded.GroupBy(y => y.Project).Where(g => solution.ContainsProject(g.Key) && _done.Add(g.Key)))
        {
            foreach (var (id, name, text) in group)
            {
                solution = solution.AddDocument(DocumentId.CreateNewId(id), name, text);
            }
        }

        return solution;
    }
}
