using Microsoft.VisualStudio.Shell;
using SmolCode.VisualStudio.Editor;
using SmolCode.VisualStudio.Explanation;
using SmolCode.VisualStudio.Windows;

namespace SmolCode.VisualStudio.Commands;

/// <summary>Explains what is selected, in the tool window.</summary>
internal sealed class ExplainCommand
{
    private readonly AsyncPackage package;
    private readonly EditorClient editor;
    private ExplanationView? latest;

    public ExplainCommand(AsyncPackage package, EditorClient editor)
    {
        this.package = package;
        this.editor = editor;
    }

    public async Task RunAsync()
    {
        await package.JoinableTaskFactory.SwitchToMainThreadAsync(package.DisposalToken);
        if (editor.Selection() is not { } selection)
        {
            return;
        }

        var window = (ExplanationWindow)await package.ShowToolWindowAsync(typeof(ExplanationWindow), 0, true, package.DisposalToken);
        await editor.Client.Explanation.ExplainAsync(
            selection.Uri,
            selection.Range,
            view =>
            {
                // Views come on any thread; one that is not shown yet when the next comes is not shown.
                Interlocked.Exchange(ref latest, view);
                editor.Client.Forget(() => ShowLatestAsync(window));
            },
            package.DisposalToken
        );
    }

    private async Task ShowLatestAsync(ExplanationWindow window)
    {
        await package.JoinableTaskFactory.SwitchToMainThreadAsync(package.DisposalToken);
        if (Interlocked.Exchange(ref latest, null) is { } view)
        {
            window.Show(
                view,
                link =>
                {
                    ThreadHelper.ThrowIfNotOnUIThread();
                    CodeNavigation.Follow(package, link);
                }
            );
        }
    }
}
