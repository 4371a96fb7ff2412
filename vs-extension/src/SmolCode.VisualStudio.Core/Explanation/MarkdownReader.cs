using System.Globalization;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace SmolCode.VisualStudio.Explanation;

/// <summary>
/// Reads Markdown into what a window can show. HTML and pictures are not rendered: HTML stands there as text, of a picture its
/// description.
/// </summary>
public static class MarkdownReader
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().Build();

    /// <summary>The blocks of a text, from top to bottom.</summary>
    public static IReadOnlyList<MarkdownBlock> Read(string markdown)
    {
        var blocks = new List<MarkdownBlock>();
        Add(blocks, Markdown.Parse(markdown, Pipeline), 0, "");
        return blocks;
    }

    private static void Add(List<MarkdownBlock> blocks, ContainerBlock container, int depth, string marker)
    {
        foreach (var block in container)
        {
            switch (block)
            {
                case HeadingBlock heading:
                    blocks.Add(new MarkdownBlock(MarkdownBlockKind.Heading, heading.Level, "", Spans(heading.Inline)));
                    break;
                case CodeBlock code:
                    var text = code.Lines.ToString();
                    blocks.Add(new MarkdownBlock(MarkdownBlockKind.Code, 0, "", [new MarkdownSpan(text, MarkdownSpanKind.Code)]));
                    break;
                case ListBlock list:
                    AddItems(blocks, list, depth + 1);
                    break;
                case ContainerBlock inner:
                    Add(blocks, inner, depth, marker);
                    break;
                case LeafBlock leaf when leaf.Inline is not null:
                    var kind = depth == 0 ? MarkdownBlockKind.Paragraph : MarkdownBlockKind.ListItem;
                    blocks.Add(new MarkdownBlock(kind, depth, marker, Spans(leaf.Inline)));
                    // A second paragraph of an item has no marker of its own.
                    marker = "";
                    break;
            }
        }
    }

    private static void AddItems(List<MarkdownBlock> blocks, ListBlock list, int depth)
    {
        foreach (var item in list.OfType<ListItemBlock>())
        {
            Add(blocks, item, depth, list.IsOrdered ? item.Order.ToString(CultureInfo.InvariantCulture) + "." : "•");
        }
    }

    private static List<MarkdownSpan> Spans(ContainerInline? inline)
    {
        var spans = new List<MarkdownSpan>();
        Add(spans, inline, MarkdownSpanKind.Text, null);
        return spans;
    }

    private static void Add(List<MarkdownSpan> spans, ContainerInline? container, MarkdownSpanKind kind, CodeLink? link)
    {
        foreach (var inline in container ?? [])
        {
            switch (inline)
            {
                case LiteralInline literal:
                    spans.Add(new MarkdownSpan(literal.Content.ToString(), kind, link));
                    break;
                case CodeInline code:
                    spans.Add(new MarkdownSpan(code.Content, MarkdownSpanKind.Code, link));
                    break;
                case LineBreakInline lineBreak:
                    spans.Add(new MarkdownSpan(lineBreak.IsHard ? "\n" : " ", kind, link));
                    break;
                case HtmlEntityInline entity:
                    spans.Add(new MarkdownSpan(entity.Transcoded.ToString(), kind, link));
                    break;
                case AutolinkInline auto:
                    spans.Add(new MarkdownSpan(auto.Url, kind, CodeLink.Read(auto.Url)));
                    break;
                case EmphasisInline emphasis:
                    Add(spans, emphasis, emphasis.DelimiterCount == 2 ? MarkdownSpanKind.Strong : MarkdownSpanKind.Emphasis, link);
                    break;
                case LinkInline picture when picture.IsImage:
                    Add(spans, picture, kind, link);
                    break;
                case LinkInline target:
                    Add(spans, target, kind, target.Url is null ? link : CodeLink.Read(target.Url));
                    break;
                case ContainerInline inner:
                    Add(spans, inner, kind, link);
                    break;
            }
        }
    }
}
