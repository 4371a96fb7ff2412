using CsCheck;

namespace SmolCode.Evaluation.Tests;

public sealed class TextComparisonTests
{
    [Theory]
    [InlineData("a;\nb;", "a;")]
    [InlineData("\n   a; \r\nb;", "a;")]
    [InlineData("a;", "a;")]
    [InlineData("  ", "")]
    public void The_first_line_is_the_first_that_is_not_blank(string text, string line) =>
        Assert.Equal(line, TextComparison.FirstLine(text));

    [Theory]
    [InlineData("foo.Bar()", "foo")]
    [InlineData("(_x + 1)", "_x")]
    [InlineData("\"\" + 12", "")]
    [InlineData("", "")]
    public void The_first_identifier_is_found(string text, string identifier) =>
        Assert.Equal(identifier, TextComparison.FirstIdentifier(text));

    [Theory]
    [InlineData("kitten", "sitting", 1 - (3 / 7.0))]
    [InlineData("", "", 1)]
    [InlineData("abc", "", 0)]
    [InlineData(" same ", "same", 1)]
    public void Similarity_is_one_less_the_share_of_edits(string a, string b, double similarity) =>
        Assert.Equal(similarity, TextComparison.EditSimilarity(a, b), 6);

    [Fact]
    public void Similarity_is_symmetric_and_between_0_and_1() =>
        Gen.Select(Gen.String[0, 20], Gen.String[0, 20])
            .Sample(
                (a, b) =>
                {
                    var similarity = TextComparison.EditSimilarity(a, b);
                    return similarity is >= 0 and <= 1 && Math.Abs(similarity - TextComparison.EditSimilarity(b, a)) < 1e-9;
                }
            );
}
