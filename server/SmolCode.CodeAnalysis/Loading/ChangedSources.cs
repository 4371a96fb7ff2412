using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace SmolCode.CodeAnalysis.Loading;

/// <summary>Solutions as they are after files changed on disk or in an editor.</summary>
internal static class ChangedSources
{
    /// <summary>The solution after a change of a file on disk or in an editor.</summary>
    public static Solution Apply(WorkspaceContent content, Solution solution, FileChange change)
    {
        var known = content.Find(change.Path);
        if (change.Kind == FileChangeKind.Deleted)
        {
            foreach (var id in known)
            {
                solution = solution.RemoveDocument(id);
            }

            return solution;
        }

        if (known.Length > 0)
        {
            foreach (var id in known)
            {
                if (change.Text is { } unsaved)
                {
                    if (!IsText(solution, id, change.Path, unsaved))
                    {
                        solution = solution.WithDocumentText(id, unsaved);
                    }

                    continue;
                }

                solution = solution.WithDocumentTextLoader(id, new DiskTextLoader(change.Path), PreservationMode.PreserveValue);
            }

            return solution;
        }

        return
            !content.IsFile
            && content.FindProjectFor(change.Path) is { } project
            && (change.Text is not null || File.Exists(change.Path))
            && (content.DepthOf(project) == AnalysisDepth.Project || !GeneratedCode.IsGeneratedPath(change.Path))
            ? change.Text is { } text
                ? Add(solution, project, change.Path, text).Project.Solution
                : solution.AddDocument(LooseProject.Describe(project, change.Path))
            : solution;
    }

    /// <summary>The solution with one more document, as that document.</summary>
    public static Document Add(Solution solution, ProjectId project, string path, SourceText text)
    {
        var id = DocumentId.CreateNewId(project);
        return solution.AddDocument(id, Path.GetFileName(path), text, filePath: path).GetDocument(id)!;
    }

    /// <summary>The document has this text already. One that was not needed yet is compared as it is on disk.</summary>
    private static bool IsText(Solution solution, DocumentId id, string path, SourceText text) =>
        solution.GetDocument(id) is { } document && document.TryGetText(out var loaded)
            ? loaded.ContentEquals(text)
            : SourceFile.TryReadString(path) is { } onDisk && onDisk == text.ToString();
}
