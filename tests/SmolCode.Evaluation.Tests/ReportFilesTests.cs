using SmolCode.Evaluation.Quality;
using SmolCode.TestSupport;

namespace SmolCode.Evaluation.Tests;

public sealed class ReportFilesTests
{
    private const string Row = """{"repo":"A","path":"a.cs","offset":1,"kind":"sl_after_dot","expected":"x"}""";

    [Theory]
    [InlineData("{", "is not a report")]
    [InlineData("null", "is null")]
    [InlineData("[]", "is not a report")]
    [InlineData("""{"summary":{}}""", "is not a report")]
    [InlineData("""{"policy":"full","items":null}""", "is not a report")]
    [InlineData("""{"policy":"full","items":[null]}""", "a row or a candidate of it is null")]
    [InlineData("""{"policy":"full","items":[]}""", "holds no rows")]
    [InlineData($$"""{"policy":"full","items":[{{Row}},{{Row}}]}""", "holds the hole A/a.cs, offset 1, sl_after_dot twice")]
    public void What_is_no_report_is_an_error_of_one_line_that_names_the_file(string text, string message)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("report.json", text);

        var exception = Assert.Throws<EvaluationException>(() => ReportFiles.Read([file]));

        Assert.StartsWith(file, exception.Message, StringComparison.Ordinal);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', exception.Message);
    }

    [Fact]
    public void A_file_that_is_not_there_is_an_error_that_names_it()
    {
        var exception = Assert.Throws<EvaluationException>(() => ReportFiles.Read(["no-such-report.json"]));

        Assert.StartsWith("The report no-such-report.json cannot be read", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_reports_of_one_policy_for_one_repository_are_an_error_that_names_both()
    {
        using var folder = new TemporaryFolder();
        var first = folder.Write("1.json", $$"""{"policy":"full","items":[{{Row}}]}""");
        var second = folder.Write("2.json", $$"""{"policy":"full","items":[{{Row}}]}""");

        var exception = Assert.Throws<EvaluationException>(() => ReportFiles.Read([first, second]));

        Assert.Equal($"{first} and {second} are both of policy full for A: name one of them.", exception.Message);
    }

    [Fact]
    public void An_older_report_can_be_read_and_all_its_candidates_are_the_model_s()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write(
            "raw.json",
            """
            {"policy":"raw","model":"M","rows":1,"summary":{"rows":1},"items":[{"repo":"A","path":"a.cs","offset":1,"kind":"sl_after_dot",
            "expected":"x","newErrors":["CS1"],"candidates":[{"text":"x","logProbability":-1.5,"tokens":2,"passed":true}]}]}
            """
        );

        var report = Assert.Single(ReportFiles.Read([file]));

        var candidate = Assert.Single(Assert.Single(report.Items).Candidates);
        Assert.Equal("model", candidate.Source);
        Assert.Empty(candidate.Errors);
        Assert.Empty(candidate.Features);
    }
}
