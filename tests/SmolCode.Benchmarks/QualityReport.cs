using SmolCode.Completion.Ranking;
using SmolCode.Evaluation;
using SmolCode.Evaluation.Quality;

namespace SmolCode.Benchmarks;

/// <summary>Writes docs/quality.md and its images from reports of <c>smolcode eval</c>.</summary>
internal static class QualityReport
{
    /// <summary>Writes it.</summary>
    public static int Run(string output, IReadOnlyCollection<string> reports)
    {
        try
        {
            var document = QualityDocument.Of(ReportFiles.Read(reports), RankingModel.Bundled.TrainedOn);
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
