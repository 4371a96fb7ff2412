using SmolCode.VisualStudio.Explanation;
using SmolCode.VisualStudio.Protocol;

namespace SmolCode.VisualStudio.Core.Tests;

public sealed class MarkdownReaderTests
{
    [Fact]
    public void Headings_paragraphs_lists_and_code_are_blocks()
    {
        var blocks = MarkdownReader.Read("`A` is **b** and *c*.\n\n### Steps\n\n1. One\n2. Two\n   - inner\n\n```\nx < y\n```\n");

        Assert.Equal(
            [
                "Paragraph 0 : A| is |b| and |c|.",
                "Heading 3 : Steps",
                "ListItem 1 1.: One",
                "ListItem 1 2.: Two",
                "ListItem 2 •: inner",
                "Code 0 : x < y",
            ],
            blocks.Select(b => $"{b.Kind} {b.Level} {b.Marker}: {string.Join('|', b.Spans.Select(s => s.Text))}")
        );
        Assert.Equal(
            [
                MarkdownSpanKind.Code,
                MarkdownSpanKind.Text,
                MarkdownSpanKind.Strong,
                MarkdownSpanKind.Text,
                MarkdownSpanKind.Emphasis,
                MarkdownSpanKind.Text,
            ],
            blocks[0].Spans.Select(s => s.Kind)
        );
    }

    [Fact]
    public void HTML_stands_there_as_text_and_of_a_picture_its_description()
    {
        var text = string.Concat(
            MarkdownReader.Read("<script>x</script> ![a cat](https://example.com/cat.png)")[0].Spans.Select(s => s.Text)
        );

        Assert.Equal("<script>x</script> a cat", text);
    }

    [Fact]
    public void Links_lead_to_code_or_to_the_web_and_nowhere_else()
    {
        var spans = MarkdownReader
            .Read("[a](file:///src/A.cs#L12,5-L14,2) [b](https://example.com/) [c](javascript:x) [d](http://example.com)")[0]
            .Spans;

        var code = spans.Single(s => s.Text == "a").Link!.Code!;
        Assert.Equal(new LineRange(new LinePosition(11, 4), new LinePosition(13, 1)), code.Range);
        Assert.EndsWith("A.cs", code.Path, StringComparison.Ordinal);
        Assert.Equal("https://example.com/", spans.Single(s => s.Text == "b").Link!.Page!.AbsoluteUri);
        Assert.All(spans.Where(s => s.Text is "c" or "d"), s => Assert.Null(s.Link));
    }

    [Theory]
    [InlineData("file:///a.cs", 0, 0, 0, 0)]
    [InlineData("file:///a.cs#L3", 2, 0, 2, 0)]
    [InlineData("file:///a.cs#L3,2-4", 2, 1, 3, 0)]
    [InlineData("file:///a.cs#nonsense", 0, 0, 0, 0)]
    public void A_place_may_say_less(string href, int line, int character, int endLine, int endCharacter) =>
        Assert.Equal(
            new LineRange(new LinePosition(line, character), new LinePosition(endLine, endCharacter)),
            CodeLink.Read(href)!.Code!.Range
        );
}
