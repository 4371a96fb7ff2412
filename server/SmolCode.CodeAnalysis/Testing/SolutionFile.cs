using System.Text;
using System.Xml;
using Microsoft.VisualStudio.SolutionPersistence.Model;
using Microsoft.VisualStudio.SolutionPersistence.Serializer;

namespace SmolCode.CodeAnalysis.Testing;

/// <summary>Adds projects to solution files, .sln and .slnx.</summary>
internal static class SolutionFile
{
    /// <summary>
    /// The solution with a project, in the solution folder that the project it tests stands in when that has its name in the folder's path
    /// too; null when the file is no solution, or can't be read, or has the project already.
    /// </summary>
    internal static async Task<SolutionEdit?> WithProjectAsync(
        string? solution,
        string project,
        string sibling,
        CancellationToken cancellationToken
    )
    {
        if (solution is null || !File.Exists(solution))
        {
            return null;
        }

        try
        {
            var bytes = await File.ReadAllBytesAsync(solution, cancellationToken);
            var before = Text(bytes);
            using var input = new MemoryStream(bytes);
            var isXml = Path.GetExtension(solution).Equals(".slnx", StringComparison.OrdinalIgnoreCase);
            var model = isXml
                ? await SolutionSerializers.SlnXml.OpenAsync(input, cancellationToken)
                : await SolutionSerializers.SlnFileV12.OpenAsync(input, cancellationToken);
            var root = Path.GetDirectoryName(solution)!;
            var path = Path.GetRelativePath(root, project);
            if (model.FindProject(path) is not null)
            {
                return null;
            }

            var neighbour = model.FindProject(Path.GetRelativePath(root, sibling));
            // Beside the project under test when it lies beside it on disk; else where the other tests are.
            var folder = SameParent(project, sibling) ? neighbour?.Parent : FolderOfTests(model, root, project);
            model.AddProject(path, projectTypeName: null, folder);
            using var output = new MemoryStream();
            await (
                isXml
                    ? SolutionSerializers.SlnXml.SaveAsync(output, model, cancellationToken)
                    : SolutionSerializers.SlnFileV12.SaveAsync(output, model, cancellationToken)
            );
            return new SolutionEdit(solution, before, Text(output.ToArray()));
        }
        catch (Exception e) when (e is SolutionException or XmlException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static bool SameParent(string one, string other) =>
        Path.GetDirectoryName(Path.GetDirectoryName(one)) == Path.GetDirectoryName(Path.GetDirectoryName(other));

    // The solution folder of a project that lies in the same folder of tests, or one of that folder's name.
    private static SolutionFolderModel? FolderOfTests(SolutionModel model, string root, string project)
    {
        var parent = Path.GetDirectoryName(Path.GetDirectoryName(project))!;
        return model
                .SolutionProjects.FirstOrDefault(p =>
                    Path.GetDirectoryName(Path.GetDirectoryName(Path.GetFullPath(Path.Combine(root, p.FilePath)))) == parent
                )
                ?.Parent
            ?? model.SolutionFolders.FirstOrDefault(f => f.Name == Path.GetFileName(parent));
    }

    private static string Text(byte[] bytes)
    {
        using var reader = new StreamReader(new MemoryStream(bytes), Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
