using System.Runtime.InteropServices;
using Microsoft.VisualStudio.Shell;
using SmolCode.VisualStudio.Explanation;

namespace SmolCode.VisualStudio.Windows;

/// <summary>The tool window of explanations.</summary>
[Guid(PackageGuids.ExplanationWindow)]
public sealed class ExplanationWindow : ToolWindowPane
{
    private MarkdownView? view;

    /// <summary>A window without an explanation.</summary>
    public ExplanationWindow() => Caption = "SmolCode: Explanation";

    /// <summary>Shows an explanation. On the UI thread.</summary>
    internal void Show(ExplanationView explanation, Action<CodeLink> follow)
    {
        Content = view ??= new MarkdownView(follow);
        view.Show(explanation.Markdown, explanation.Note);
    }
}
