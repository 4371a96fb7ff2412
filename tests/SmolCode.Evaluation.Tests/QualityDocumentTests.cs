using System.Collections.Immutable;
using SmolCode.Evaluation.Quality;
using SmolCode.TestSupport;

namespace SmolCode.Evaluation.Tests;

public sealed class QualityDocumentTests
{
    private const string TrainedOn = "Trained: 3 candidates";

    [Fact]
    public void Two_reports_make_a_document_of_the_holes_that_both_have()
    {
        var document = QualityDocument.Of("quality", note: null, [Full(), Raw()], TrainedOn);

        GoldenFile.Verify(document.Markdown, "quality.md");
        Assert.Equal(["quality-reliability.svg", "quality-risk-coverage.svg"], document.Images.Keys);
        GoldenFile.Verify(document.Images["quality-reliability.svg"], "quality-reliability.svg");
        GoldenFile.Verify(document.Images["quality-risk-coverage.svg"], "quality-risk-coverage.svg");
    }

    [Fact]
    public void A_note_stands_beside_what_is_said_of_the_holes() =>
        Assert.Contains(
            "([measurements](measurements.md)). Seen before.\n",
            QualityDocument.Of("quality", "Seen before.", [Full()], TrainedOn).Markdown,
            StringComparison.Ordinal
        );

    [Fact]
    public void A_repository_that_the_order_was_trained_on_is_refused()
    {
        var exception = Assert.Throws<EvaluationException>(() =>
            QualityDocument.Of("quality", null, [Full()], "Beta, Alpha: 3 candidates")
        );

        Assert.Equal("Alpha is not held out: the order of candidates was trained on it (Beta, Alpha: 3 candidates).", exception.Message);
    }

    [Fact]
    public void Without_a_report_of_full_there_is_nothing_to_compare_with()
    {
        var exception = Assert.Throws<EvaluationException>(() => QualityDocument.Of("quality", null, [Raw()], TrainedOn));

        Assert.Equal("There is no report of policy full, which the others are compared with.", exception.Message);
    }

    [Fact]
    public void Policies_without_a_common_hole_cannot_be_compared()
    {
        var other = Raw() with { Items = [Item("Gamma", 1, "sl_after_dot", "x", 0.5)] };

        var exception = Assert.Throws<EvaluationException>(() => QualityDocument.Of("quality", null, [Full(), other], TrainedOn));

        Assert.Equal("There is no hole that all of full, raw have.", exception.Message);
    }

    // One row for each part that can lose a line, and one that only this report has.
    private static RecordedReport Full() =>
        new()
        {
            Policy = "full",
            Model = "Small + adapter",
            Items =
            [
                Item("Alpha", 1, "sl_after_dot", "Count;", 0.9, ("Count;", true, "model"), ("Length;", true, "model")),
                Item("Alpha", 2, "sl_after_dot", "Add(x);", 0.2, ("Add(x);", true, "repeat"), ("Add(y);", true, "model")),
                Item("Alpha", 3, "sl_line_start", "return x;", 0.6, ("return y;", true, "model"), ("return x;", true, "structure")),
                Item("Beta", 1, "sl_line_start", "return x;", 0.5, ("return y;", true, "model"), ("return x;", false, "repeat")),
                Item("Beta", 2, "sl_after_dot", "x", 0.4, ("y", true, "model")),
                Item("Beta", 3, "sl_line_start", "x", 0.3, ("y", false, "model"), ("z", false, "masked")),
                Item("Beta", 4, "sl_line_start", "x", 0),
                Item("Beta", 5, "sl_after_dot", "x", 0.7, ("x", true, "model")),
            ],
        };

    private static RecordedReport Raw() =>
        new()
        {
            Policy = "raw",
            Model = "Small",
            Items =
            [
                Item("Alpha", 1, "sl_after_dot", "Count;", 0.5, ("Count", true, "model")),
                Item("Alpha", 2, "sl_after_dot", "Add(x);", 0.5, ("Add(y);", true, "model")),
                Item("Alpha", 3, "sl_line_start", "return x;", 0.5, ("return x;", true, "model")),
                Item("Beta", 1, "sl_line_start", "return x;", 0.5, ("return;", true, "model")),
                Item("Beta", 2, "sl_after_dot", "x", 0.5, ("y", true, "model")),
                Item("Beta", 3, "sl_line_start", "x", 0.5, ("y", true, "model")),
                Item("Beta", 4, "sl_line_start", "x", 0.5, ("y", true, "model")),
            ],
        };

    private static EvaluationItem Item(
        string repository,
        int offset,
        string kind,
        string expected,
        double probability,
        params (string Text, bool Passed, string Source)[] candidates
    )
    {
        var best = candidates is [] ? "" : candidates[0].Text;
        var shown = candidates is [{ Passed: true }, ..] && probability >= 0.35;
        return new EvaluationItem
        {
            Repo = repository,
            Path = "a.cs",
            Offset = offset,
            Kind = kind,
            Expected = expected,
            Text = best,
            Shown = shown,
            Probability = probability,
            Source = candidates is [] ? null : candidates[0].Source,
            Exact = best == expected,
            FirstLineExact = best == expected,
            AnyFirstLineExact = candidates.Any(c => c.Text == expected),
            FirstIdentifierExact = TextComparison.FirstIdentifier(best) == TextComparison.FirstIdentifier(expected),
            EditSimilarity = TextComparison.EditSimilarity(best, expected),
            NewErrors = shown ? ImmutableArray<string>.Empty : null,
            Candidates =
            [
                .. candidates.Select(c => new EvaluationCandidate(c.Text, -1, 2, c.Passed, c.Source, c.Passed ? null : "binding", [], [])),
            ],
        };
    }
}
