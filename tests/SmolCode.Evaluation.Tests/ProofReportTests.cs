using SmolCode.Evaluation.Proof;
using SmolCode.TestSupport;

namespace SmolCode.Evaluation.Tests;

public sealed class ProofReportTests
{
    [Fact]
    public void An_adapter_that_gets_more_first_lines_right_wins()
    {
        // 20 of 60 right before, 35 after, 2 of those before lost.
        var report = Prove(60, before: i => i < 20, after: i => i is >= 2 and < 37);

        Assert.Equal(20 / 60.0, report.FirstLineExact.Before, 6);
        Assert.Equal(35 / 60.0, report.FirstLineExact.After, 6);
        Assert.Equal(15 / 60.0, report.FirstLineExact.Gain, 6);
        Assert.True(report.FirstLineExact.GainLow > 0);
        Assert.Equal((17, 2), (report.Won, report.Lost));
        Assert.True(report.Wins);
        Assert.Contains("first line 33.3 → 58.3 % (+25.0 [", report.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("better than SmolLM2-135M-CSharp", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_gain_that_may_be_chance_does_not_win()
    {
        var report = Prove(60, before: i => i < 20, after: i => i is >= 10 and < 32);

        Assert.True(report.FirstLineExact.Gain > 0);
        Assert.True(report.FirstLineExact.GainLow < 0);
        Assert.False(report.Wins);
        Assert.EndsWith("not shown to be better than SmolLM2-135M-CSharp", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void More_similar_text_wins_only_where_more_lines_are_right()
    {
        var similar = Prove(60, before: i => i < 20, after: i => i is >= 2 and < 24, similarityAfter: 0.8);
        var fewer = Prove(60, before: i => i < 20, after: i => i < 19, similarityAfter: 0.8);

        Assert.True(similar.FirstLineExact.GainLow <= 0);
        Assert.True(similar.EditSimilarity.GainLow > 0);
        Assert.True(similar.Wins);
        Assert.True(fewer.EditSimilarity.GainLow > 0);
        Assert.False(fewer.Wins);
    }

    [Fact]
    public void Few_holes_do_not_win_however_clear_they_are()
    {
        var report = Prove(ProofReport.LeastHoles - 1, before: _ => false, after: _ => true);

        Assert.False(report.Wins);
        Assert.Contains("too few holes", report.ToString(), StringComparison.Ordinal);
        Assert.True(Prove(ProofReport.LeastHoles, before: _ => false, after: _ => true).Wins);
    }

    [Fact]
    public void Other_holes_are_not_compared() =>
        Assert.Throws<EvaluationException>(() => ProofReport.Of(Subject(), Run(10, _ => true), Run(11, _ => true)));

    [Fact]
    public async Task A_report_is_kept_beside_its_adapter()
    {
        using var folder = new TemporaryFolder();
        var adapter = folder.Write("mine.gguf", "");
        var report = Prove(60, before: i => i < 20, after: i => i < 40) with
        {
            AdapterSha256 = await ProofFile.HashAsync(adapter, CancellationToken.None),
        };

        Assert.Null(await ProofFile.ReadAsync(adapter, CancellationToken.None));
        await ProofFile.WriteAsync(adapter, report, CancellationToken.None);
        var read = await ProofFile.ReadAsync(adapter, CancellationToken.None);

        Assert.NotNull(read);
        Assert.Equal(report.FirstLineExact, read.FirstLineExact);
        Assert.Equal(report.HeldOutFolders, read.HeldOutFolders);
        Assert.Equal(report.ToString(), read.ToString());
        Assert.Equal(["mine.gguf", "mine.gguf.proof.json"], Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order());
        Assert.Contains("\"wins\": true", await File.ReadAllTextAsync(ProofFile.PathFor(adapter)), StringComparison.Ordinal);
        await File.WriteAllTextAsync(adapter, "trained anew");
        Assert.Null(await ProofFile.ReadAsync(adapter, CancellationToken.None));
        ProofFile.Remove(adapter);
        Assert.False(File.Exists(ProofFile.PathFor(adapter)));
    }

    [Fact]
    public async Task A_damaged_report_is_none()
    {
        using var folder = new TemporaryFolder();
        var adapter = folder.Write("mine.gguf", "");
        folder.Write("mine.gguf.proof.json", "{ \"holes\": 3");

        Assert.Null(await ProofFile.ReadAsync(adapter, CancellationToken.None));
    }

    [Fact]
    public void Holes_are_made_in_held_out_files_only()
    {
        using var folder = new TemporaryFolder();
        foreach (var name in (string[])["Kept", "Other", "Third"])
        {
            folder.Write(
                $"src/{name}/{name}.cs",
                $$"""
                public sealed class {{name}}
                {
                    public int Sum(int first, int second)
                    {
                        var sum = first + second;
                        System.Console.WriteLine(sum.ToString());
                        return Add(sum, first);
                    }

                    public int Add(int first, int second)
                    {
                        var other = System.Math.Max(first, second);
                        System.Console.WriteLine(other);
                        return other + first;
                    }
                    // {{new string('-', 200)}}
                }
                """
            );
        }

        var rows = new ProofHoles(folder.Path, ["src/Other/Other.cs", "src/Third/Third.cs", "src/Gone.cs"]).Make(CancellationToken.None);

        Assert.Equal(["src/Other/Other.cs", "src/Third/Third.cs"], rows.Select(r => r.Path).Distinct());
        Assert.Equal(rows, new ProofHoles(folder.Path, ["src/Third/Third.cs", "src/Other/Other.cs"]).Make(CancellationToken.None));
    }

    private static ProofReport Prove(int holes, Func<int, bool> before, Func<int, bool> after, double similarityAfter = 0.5) =>
        ProofReport.Of(Subject(), Run(holes, before), Run(holes, after, similarityAfter));

    private static ProofSubject Subject() =>
        new("/code/Shop", "SmolLM2-135M-CSharp", "Shop", new string('0', 64), ["Orders", "Users"], DateTimeOffset.UnixEpoch);

    private static EvaluationReport Run(int holes, Func<int, bool> right, double similarity = 0.5) =>
        EvaluationReport.Of(
            "full",
            "model",
            [
                .. Enumerable
                    .Range(0, holes)
                    .Select(i => new EvaluationItem
                    {
                        Path = $"File{i / 2}.cs",
                        Offset = i,
                        Kind = "sl_line_start",
                        Expected = "x",
                        FirstLineExact = right(i),
                        EditSimilarity = similarity + (i % 7 * 0.01),
                    }),
            ]
        );
}
