using Microsoft.VisualStudio;
using Microsoft.VisualStudio.Shell;
using SmolCode.VisualStudio.Explanation;

namespace SmolCode.VisualStudio.Commands;

/// <summary>Follows links of explanations.</summary>
internal static class CodeNavigation
{
    /// <summary>Selects code, or opens a page. On the UI thread.</summary>
    public static void Follow(IServiceProvider services, CodeLink link)
    {
        ThreadHelper.ThrowIfNotOnUIThread();
        if (link.Page is { } page)
        {
            VsShellUtilities.OpenSystemBrowser(page.AbsoluteUri);
        }
        else if (link.Code is { } code && File.Exists(code.Path))
        {
            VsShellUtilities.OpenDocument(services, code.Path, VSConstants.LOGVIEWID.Code_guid, out _, out _, out _, out var view);
            var (start, end) = (code.Range.Start, code.Range.End);
            view?.SetSelection(start.Line, start.Character, end.Line, end.Character);
            view?.CenterLines(start.Line, 1);
        }
    }
}
