using SmolCode.Completion.Ranking;
using SmolCode.Evaluation;
using SmolCode.Evaluation.Quality;

namespace SmolCode.Benchmarks;

/// <summary>Writes docs/quality.md and its images from reports of <c>smolcode eval</c>.</summary>
internal static class QualityReport
{
    /// <summary>Writes it.</summary>
    /// <param name="output">The document; its images go into the folder <c>images</c> beside it.</param>
    /// <param name="arguments">Reports, behind <c>--note TEXT</c> where the document has to say what they can't.</param>
    public static int Run(string output, IReadOnlyList<string> arguments)
    {
        var (note, reports) = arguments is ["--note", var told, ..] ? (told, arguments.Skip(2)) : (null, arguments);
        try
        {
            var document = QualityDocument.Of(
                Path.GetFileNameWithoutExtension(output),
                note,
                ReportFiles.Read(reports),
                RankingModel.Bundled.TrainedOn
            );
            var folder = Path.GetDirectoryName(Path.GetFullPath(output))!;
            var images = Directory.CreateDirectory(Path.Combine(folder, "images")).FullName;
            File.WriteAllText(output, document.Markdown);
            foreach (var (name, text) in document.Images)
            {
                File.WriteAllText(Path.Combine(images, name), text);
            }

            return 0;
        }
        catch (Exception exception) when (exception is EvaluationException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(exception.Message);
            return 1;
        }
    }
}
