using System.Windows;
using System.Windows.Controls;
using System.Windows.Documents;
using System.Windows.Media;
using Microsoft.VisualStudio.PlatformUI;
using SmolCode.VisualStudio.Explanation;

namespace SmolCode.VisualStudio.Windows;

/// <summary>Shows the blocks of a text, in the colours of Visual Studio.</summary>
internal sealed class MarkdownView : FlowDocumentScrollViewer
{
    private static readonly FontFamily Monospaced = new("Consolas");

    private readonly Action<CodeLink> follow;

    public MarkdownView(Action<CodeLink> follow)
    {
        this.follow = follow;
        VerticalScrollBarVisibility = ScrollBarVisibility.Auto;
        SetResourceReference(ForegroundProperty, EnvironmentColors.ToolWindowTextBrushKey);
        SetResourceReference(BackgroundProperty, EnvironmentColors.ToolWindowBackgroundBrushKey);
    }

    /// <summary>Shows a text.</summary>
    public void Show(string markdown, string note)
    {
        var document = new FlowDocument
        {
            FontFamily = SystemFonts.MessageFontFamily,
            FontSize = SystemFonts.MessageFontSize,
            PagePadding = new Thickness(12),
            TextAlignment = TextAlignment.Left,
        };
        document.SetResourceReference(FlowDocument.ForegroundProperty, EnvironmentColors.ToolWindowTextBrushKey);
        document.Blocks.AddRange(MarkdownReader.Read(markdown).Select(Block));
        if (note.Length > 0)
        {
            document.Blocks.Add(new Paragraph(new Italic(new Run(note))));
        }

        Document = document;
    }

    private Paragraph Block(MarkdownBlock block)
    {
        var paragraph = new Paragraph { Margin = new Thickness(0, 0, 0, 8) };
        switch (block.Kind)
        {
            case MarkdownBlockKind.Heading:
                paragraph.FontWeight = FontWeights.SemiBold;
                paragraph.FontSize = SystemFonts.MessageFontSize * (block.Level <= 2 ? 1.4 : 1.2);
                break;
            case MarkdownBlockKind.Code:
                paragraph.FontFamily = Monospaced;
                paragraph.Margin = new Thickness(12, 0, 0, 8);
                break;
            case MarkdownBlockKind.ListItem:
                paragraph.Margin = new Thickness(18 * block.Level, 0, 0, 4);
                paragraph.TextIndent = block.Marker.Length > 0 ? -14 : 0;
                break;
        }

        if (block.Marker.Length > 0)
        {
            paragraph.Inlines.Add(new Run(block.Marker + " "));
        }

        paragraph.Inlines.AddRange(block.Spans.Select(Span));
        return paragraph;
    }

    private Inline Span(MarkdownSpan span)
    {
        Inline text = new Run(span.Text);
        switch (span.Kind)
        {
            case MarkdownSpanKind.Code:
                text.FontFamily = Monospaced;
                break;
            case MarkdownSpanKind.Emphasis:
                text = new Italic(text);
                break;
            case MarkdownSpanKind.Strong:
                text = new Bold(text);
                break;
        }

        if (span.Link is not { } link)
        {
            return text;
        }

        var hyperlink = new Hyperlink(text);
        hyperlink.SetResourceReference(TextElement.ForegroundProperty, EnvironmentColors.ControlLinkTextBrushKey);
        hyperlink.Click += (_, _) => follow(link);
        return hyperlink;
    }
}
