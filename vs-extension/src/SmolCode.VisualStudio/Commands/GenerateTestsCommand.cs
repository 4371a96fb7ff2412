using Microsoft.VisualStudio.Shell;
using Microsoft.VisualStudio.Shell.Interop;
using SmolCode.VisualStudio.Documents;
using SmolCode.VisualStudio.Editor;
using SmolCode.VisualStudio.Output;
using SmolCode.VisualStudio.Protocol;
using SmolCode.VisualStudio.Tests;
using SmolCode.VisualStudio.Windows;

namespace SmolCode.VisualStudio.Commands;

/// <summary>Generates tests for what is selected, shows them, and writes them when the user says so.</summary>
internal sealed class GenerateTestsCommand
{
    private const string Title = "SmolCode";

    private readonly AsyncPackage package;
    private readonly EditorClient editor;
    private readonly IClientLog output;

    public GenerateTestsCommand(AsyncPackage package, EditorClient editor, IClientLog output)
    {
        this.package = package;
        this.editor = editor;
        this.output = output;
    }

    public async Task RunAsync()
    {
        await package.JoinableTaskFactory.SwitchToMainThreadAsync(package.DisposalToken);
        if (editor.Selection() is not { } selection || await GenerateAsync(selection.Uri, selection.Range) is not { } tests)
        {
            return;
        }

        var files = tests.Edit is { } edit ? await editor.Client.Editor.PreviewAsync(edit, package.DisposalToken) : [];
        await package.JoinableTaskFactory.SwitchToMainThreadAsync(package.DisposalToken);
        foreach (var line in tests.Table)
        {
            output.Write(LogLevel.Information, line);
        }

        var window = (GeneratedTestsWindow)await package.ShowToolWindowAsync(typeof(GeneratedTestsWindow), 0, true, package.DisposalToken);
        window.Show(
            new GeneratedTestsView(
                tests,
                files,
                () => editor.Client.Forget(() => WriteAsync(tests, files, window)),
                () =>
                {
                    ThreadHelper.ThrowIfNotOnUIThread();
                    Close(window);
                }
            )
        );
    }

    /// <summary>Generates them behind a dialog that says what is being done and can be cancelled; null: there are none to show.</summary>
    private async Task<GeneratedTests?> GenerateAsync(string uri, LineRange range)
    {
        var dialogs = await package.GetServiceAsync<SVsThreadedWaitDialogFactory, IVsThreadedWaitDialogFactory>();
        await package.JoinableTaskFactory.SwitchToMainThreadAsync(package.DisposalToken);
        string problem;
        using (
            var dialog = dialogs.StartWaitDialog(
                Title,
                new ThreadedWaitDialogProgressData("Generating tests: the code is run in a sandbox", isCancelable: true)
            )
        )
        {
            using var ends = CancellationTokenSource.CreateLinkedTokenSource(dialog.UserCancellationToken, package.DisposalToken);
            try
            {
                return await editor.Client.Tests.GenerateAsync(
                    uri,
                    range,
                    step => dialog.Progress.Report(new ThreadedWaitDialogProgressData("Generating tests", step, null, true)),
                    ends.Token
                );
            }
            catch (OperationCanceledException)
            {
                return null;
            }
            catch (ServerErrorException e)
            {
                problem = e.Message;
            }
        }

        // The dialog is gone by now: behind it the message could not be seen.
        await package.JoinableTaskFactory.SwitchToMainThreadAsync(package.DisposalToken);
        Warn($"Tests could not be generated. {problem}");
        return null;
    }

    private async Task WriteAsync(GeneratedTests tests, IReadOnlyList<FilePreview> shown, GeneratedTestsWindow window)
    {
        var written = await editor.Client.Editor.ApplyAsync(tests.Edit!, shown, package.DisposalToken);
        await package.JoinableTaskFactory.SwitchToMainThreadAsync(package.DisposalToken);
        if (!written)
        {
            Warn("The tests were not written: a file is not as it was when they were made. The output has which.");
            return;
        }

        Close(window);
        VsShellUtilities.OpenDocument(package, tests.File);
    }

    private void Warn(string message)
    {
        ThreadHelper.ThrowIfNotOnUIThread();
        VsShellUtilities.ShowMessageBox(
            package,
            message,
            Title,
            OLEMSGICON.OLEMSGICON_WARNING,
            OLEMSGBUTTON.OLEMSGBUTTON_OK,
            OLEMSGDEFBUTTON.OLEMSGDEFBUTTON_FIRST
        );
    }

    private static void Close(GeneratedTestsWindow window)
    {
        ThreadHelper.ThrowIfNotOnUIThread();
        (window.Frame as IVsWindowFrame)?.CloseFrame((uint)__FRAMECLOSE.FRAMECLOSE_NoSave);
    }
}
