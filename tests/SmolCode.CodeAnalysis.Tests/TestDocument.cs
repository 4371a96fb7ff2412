using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using SmolCode.CodeAnalysis.Loading;
using SmolCode.TestSupport;

namespace SmolCode.CodeAnalysis.Tests;

/// <summary>A snapshot of marked source in a project of its own, without disk or MSBuild.</summary>
internal sealed record TestDocument(DocumentSnapshot Snapshot, int Position)
{
    internal const string Path = "/test/Test.cs";

    internal static TestDocument Parse(
        string marked,
        AnalysisDepth depth = AnalysisDepth.Project,
        params (string Path, string Text)[] others
    )
    {
        var source = MarkedSource.Parse(marked.ReplaceLineEndings("\n"));
        return new TestDocument(Create(source.Text, depth, others), source.Position);
    }

    internal static DocumentSnapshot Create(
        string text,
        AnalysisDepth depth = AnalysisDepth.Project,
        params (string Path, string Text)[] others
    )
    {
        var project = ProjectId.CreateNewId();
        var solution = LooseProject.AddTo(new AdhocWorkspace().CurrentSolution, project, "Test", [], web: false);
        foreach (var (path, other) in others)
        {
            solution = solution.AddDocument(
                DocumentId.CreateNewId(project),
                System.IO.Path.GetFileName(path),
                SourceText.From(other),
                filePath: path
            );
        }

        var id = DocumentId.CreateNewId(project);
        var sourceText = SourceText.From(text);
        var document = solution.AddDocument(id, "Test.cs", sourceText, filePath: Path).GetDocument(id)!;
        return SnapshotOf(document, sourceText, depth, others);
    }

    /// <summary>In a project without implicit usings.</summary>
    internal static TestDocument ParseBare(string marked, params (string Path, string Text)[] others)
    {
        // Newlines are the test's.
        var source = MarkedSource.Parse(marked);
        var snapshot = Create(source.Text, AnalysisDepth.Project, others);
        var project = snapshot.Document.Project;
        var solution = project.Solution.RemoveDocument(project.Documents.Single(d => d.Name == "ImplicitUsings.g.cs").Id);
        return new TestDocument(
            SnapshotOf(solution.GetDocument(snapshot.Document.Id)!, snapshot.Text, AnalysisDepth.Project),
            source.Position
        );
    }

    /// <summary>A document of any solution.</summary>
    internal static DocumentSnapshot SnapshotOf(
        Document document,
        SourceText text,
        AnalysisDepth depth,
        params (string Path, string Text)[] others
    ) =>
        new(
            new AnalysedDocument(document, text, new SemanticAnchor()),
            Path,
            "Test.cs",
            0,
            depth,
            path => path.TrimStart('/'),
            name => others.Any(o => o.Text.Contains(name, StringComparison.Ordinal))
        );

    internal Task<Hole> AnalyzeAsync() => HoleAnalyzer.AnalyzeAsync(Snapshot, Position, TestContext.Current.CancellationToken);

    internal async Task<CheckedCandidate?> RepairAsync(string candidate, CheckedCandidate refuted)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        return await CandidateChecker
            .Begin(Snapshot, await AnalyzeAsync(), cancellationToken)
            .RepairAsync(candidate, refuted, mayAddUsings: true, cancellationToken);
    }

    internal async Task<CheckedCandidate> TidyAsync(CheckedCandidate passed)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        return await CandidateChecker.Begin(Snapshot, await AnalyzeAsync(), cancellationToken).TidyAsync(passed, cancellationToken);
    }

    internal async Task<CheckedCandidate> CheckAsync(string candidate)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var hole = await AnalyzeAsync();
        return await CandidateChecker.Begin(Snapshot, hole, cancellationToken).CheckAsync(candidate, cancellationToken);
    }

    /// <summary>The text with the candidate in place.</summary>
    internal string Apply(CheckedCandidate candidate) =>
        Snapshot.Text.WithChanges([.. candidate.AdditionalEdits, new TextChange(candidate.Range, candidate.Text)]).ToString();
}
