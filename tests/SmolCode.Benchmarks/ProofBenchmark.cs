using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SmolCode.CodeAnalysis;
using SmolCode.Evaluation;
using SmolCode.Evaluation.Quality;

namespace SmolCode.Benchmarks;

/// <summary>
/// What the check of a candidate takes: the candidates that a report holds are checked again at their hole, and beside it each in the naive
/// way: the project's document with the candidate in it, compiled, with the errors of the enclosing member.
/// </summary>
internal static class ProofBenchmark
{
    private const int WarmUpHoles = 10;

    /// <summary>Holes that are named.</summary>
    private const int SlowestShown = 4;

    public static async Task<int> RunAsync(string holes, string root, string project, string reportFile)
    {
        var rows = await HoleFile.ReadAsync(holes, CancellationToken.None);
        var report = ReportFiles.Read([reportFile])[0];
        if (!rows.Select(r => (r.Path, r.Offset)).SequenceEqual(report.Items.Select(i => (i.Path, i.Offset))))
        {
            await Console.Error.WriteLineAsync($"{reportFile} is not a report on {holes}.");
            return 2;
        }

        await using var workspace = new CodeWorkspace();
        await workspace.OpenAsync(WorkspaceLocation.Resolve(project), trusted: true, progress: null, CancellationToken.None);
        await workspace.WhenIndexedAsync(CancellationToken.None);
        Console.WriteLine(FormattableString.Invariant($"{workspace.Status.Documents} documents, {rows.Count} holes"));
        List<double> prepare = [],
            all = [],
            requests = [],
            naive = [];
        var byVerdict = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var slowest = new List<(double Ms, string Where)>();
        for (var i = 0; i < rows.Count; i++)
        {
            var punched = PunchedDocument.Open(rows[i], root, i + 1);
            var snapshot = workspace.GetSnapshot(punched.FilePath, SourceText.From(punched.Text), version: i + 1);
            var hole = await HoleAnalyzer.AnalyzeAsync(snapshot, punched.Position, CancellationToken.None);
            var started = Stopwatch.GetTimestamp();
            var checker = CandidateChecker.Begin(snapshot, hole, CancellationToken.None);
            // Parsed, refuted, and nothing of it kept: what is left is to wait for what all candidates share.
            await checker.CheckAsync("}}}}", CancellationToken.None);
            var ready = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            var counts = i >= WarmUpHoles;
            if (counts)
            {
                prepare.Add(ready);
            }

            // As completion does: the candidates of a request are checked together, so that each has its part of the time.
            string[] texts = [.. report.Items[i].Candidates.Select(c => c.Text).Distinct(StringComparer.Ordinal)];
            started = Stopwatch.GetTimestamp();
            var verdicts = await checker.CheckAsync(texts, CancellationToken.None);
            var took = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            foreach (var verdict in verdicts)
            {
                var naively = await NaiveAsync(snapshot, verdict, CancellationToken.None);
                if (counts)
                {
                    all.Add(took / texts.Length);
                    naive.Add(naively);
                    var name = verdict.Checks.RefutedBy ?? "passed";
                    byVerdict[name] = byVerdict.GetValueOrDefault(name) + 1;
                }
            }

            if (counts && texts.Length > 0)
            {
                requests.Add(took);
                slowest.Add((took / texts.Length, $"{rows[i].Path}:{rows[i].Line} {rows[i].Kind}, {texts.Length} candidates"));
            }
        }

        Console.WriteLine($"shared by a hole's candidates, ms  {new Distribution(prepare)}");
        Console.WriteLine($"all candidates of a hole, ms       {new Distribution(requests)}");
        Console.WriteLine($"a candidate, ms                    {new Distribution(all)}");
        Console.WriteLine($"naively, ms                        {new Distribution(naive)}");
        foreach (var (ms, where) in slowest.OrderByDescending(s => s.Ms).Take(SlowestShown))
        {
            Console.WriteLine($"slow                               {ms:F1} ms a candidate: {where}");
        }

        Console.WriteLine($"verdicts                           {string.Join(", ", byVerdict.Select(v => $"{v.Key} {v.Value}"))}");
        return 0;
    }

    private static async Task<double> NaiveAsync(DocumentSnapshot snapshot, CheckedCandidate candidate, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var document = snapshot.Document.WithText(snapshot.Text.WithChanges(new TextChange(candidate.Range, candidate.Text)));
        var model = (await document.GetSemanticModelAsync(cancellationToken))!;
        var token = (await model.SyntaxTree.GetRootAsync(cancellationToken)).FindToken(candidate.Range.Start);
        var member = token.Parent?.FirstAncestorOrSelf<MemberDeclarationSyntax>();
        _ = model.GetDiagnostics(member?.FullSpan, cancellationToken).Count(d => d.Severity == DiagnosticSeverity.Error);
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }
}
