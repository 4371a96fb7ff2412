using System.Globalization;
using SmolCode.Evaluation;
using SmolCode.Evaluation.Quality;

namespace SmolCode.Benchmarks;

/// <summary>
/// How often what stood in a hole begins like the best candidate where no candidate is right: what <c>OpenCandidates</c> takes letters for
/// (docs/decisions/0012-typing-on.md). From reports of <c>smolcode eval --as-typed</c>.
/// </summary>
internal static class SharedLetters
{
    private const int Most = 8;

    /// <summary>Prints how many of the holes agree in their first letter, first two, and so on.</summary>
    public static int Run(IEnumerable<string> files)
    {
        var items = ReportFiles.Read(files).SelectMany(r => r.Items).ToList();
        var lengths = items
            .Where(i => !i.AnyFirstLineExact && i.Candidates.Any(c => c.Passed))
            .Select(i =>
                TextComparison
                    .FirstLine(i.Candidates.First(c => c.Passed).Text)
                    .AsSpan()
                    .CommonPrefixLength(TextComparison.FirstLine(i.Expected))
            )
            .ToList();
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{items.Count} holes, {lengths.Count} without a right candidate and with one that passed"
            )
        );
        for (var n = 1; n <= Most; n++)
        {
            Console.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"the first {n} agree: {lengths.Count(l => l >= n)} of {lengths.Count}")
            );
        }

        return 0;
    }
}
