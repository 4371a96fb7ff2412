using System.ComponentModel.Design;
using System.Runtime.InteropServices;
using Microsoft.VisualStudio;
using Microsoft.VisualStudio.ComponentModelHost;
using Microsoft.VisualStudio.Shell;
using Microsoft.VisualStudio.Shell.Interop;
using SmolCode.VisualStudio.Client;
using SmolCode.VisualStudio.Commands;
using SmolCode.VisualStudio.Editor;
using SmolCode.VisualStudio.Shell;
using SmolCode.VisualStudio.Windows;
using Task = System.Threading.Tasks.Task;

namespace SmolCode.VisualStudio;

/// <summary>The package: loaded in the background when a C# editor is first active.</summary>
[Guid(PackageGuids.Package)]
[PackageRegistration(UseManagedResourcesOnly = true, AllowsBackgroundLoading = true)]
[ProvideUIContextRule(
    PackageGuids.CSharpEditor,
    "A C# editor is active",
    "CSharp",
    new[] { "CSharp" },
    new[] { "ActiveEditorContentType:CSharp" }
)]
[ProvideAutoLoad(PackageGuids.CSharpEditor, PackageAutoLoadFlags.BackgroundLoad)]
[ProvideMenuResource("Menus.ctmenu", 1)]
[ProvideToolWindow(typeof(ExplanationWindow), Style = VsDockStyle.Tabbed, Window = ToolWindowGuids80.SolutionExplorer)]
[ProvideToolWindow(typeof(GeneratedTestsWindow), Style = VsDockStyle.MDI, Transient = true)]
[ProvideOptionPage(typeof(SettingsOptionsPage), "SmolCode", "General", 0, 0, true)]
public sealed class SmolCodePackage : AsyncPackage
{
    private EditorClient editor = null!;
    private OutputPane output = null!;
    private IVsStatusbar statusBar = null!;
    private IVsSolution solution = null!;
    private IVsUIShell shell = null!;
    private ExplainCommand explain = null!;
    private GenerateTestsCommand generateTests = null!;
    private string shownStatus = "";

    /// <inheritdoc />
    protected override async Task InitializeAsync(CancellationToken cancellationToken, IProgress<ServiceProgressData> progress)
    {
        var parts = await this.GetServiceAsync<SComponentModel, IComponentModel>();
        var window = await this.GetServiceAsync<SVsOutputWindow, IVsOutputWindow>();
        statusBar = await this.GetServiceAsync<SVsStatusbar, IVsStatusbar>();
        solution = await this.GetServiceAsync<SVsSolution, IVsSolution>();
        shell = await this.GetServiceAsync<SVsUIShell, IVsUIShell>();
        var menus = await this.GetServiceAsync<IMenuCommandService, OleMenuCommandService>();
        editor = parts.GetService<EditorClient>();

        await JoinableTaskFactory.SwitchToMainThreadAsync(cancellationToken);
        output = OutputPane.Create(window, JoinableTaskFactory);
        editor.Client.ShowLogIn(output);
        explain = new ExplainCommand(this, editor);
        generateTests = new GenerateTestsCommand(this, editor, output);
        MenuCommands.Add(menus, editor.Client, Run);
        editor.Client.StatusChanged += OnStatusChanged;
        var inFront = UIContext.FromUIContextGuid(new Guid(PackageGuids.CSharpEditor));
        inFront.UIContextChanged += (_, e) => editor.ShowActive(e.Activated);
        editor.ShowActive(inFront.IsActive);
        Solution.Listen(OnSolutionChanged, OnSolutionChanged);
        // Not waited for: the editor goes on while the server starts.
        editor.Client.Forget(OpenAsync);
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        // Not waited for either: the server ends with Visual Studio's process in any case.
        if (disposing && editor is not null)
        {
            Solution.StopListening(OnSolutionChanged, OnSolutionChanged);
            editor.Client.StatusChanged -= OnStatusChanged;
            editor.Client.Forget(editor.Client.Server.StopAsync);
        }

        base.Dispose(disposing);
    }

    private void OnStatusChanged(object sender, EventArgs e) => editor.Client.Forget(ShowStatusAsync);

    private void OnSolutionChanged(object sender, EventArgs e) => editor.Client.Forget(OpenAsync);

    private async Task OpenAsync()
    {
        await JoinableTaskFactory.SwitchToMainThreadAsync(DisposalToken);
        var workspace = Solution.Read(solution);
        await editor.Client.OpenAsync(workspace);
    }

    private async Task ShowStatusAsync()
    {
        await JoinableTaskFactory.SwitchToMainThreadAsync(DisposalToken);
        var status = editor.Client.Status;
        // One line for all of Visual Studio. Whatever asks for attention is written whenever there is an occasion: others write over it.
        if ((status.Text != shownStatus || status.SaysMore) && statusBar.IsFrozen(out var frozen) == VSConstants.S_OK && frozen == 0)
        {
            shownStatus = status.Text;
            statusBar.SetText(status.Text);
        }
    }

    private void Run(ClientCommand command)
    {
        switch (command)
        {
            case ClientCommand.ExplainSelection:
                editor.Client.Forget(explain.RunAsync);
                break;
            case ClientCommand.GenerateTests:
                editor.Client.Forget(generateTests.RunAsync);
                break;
            case ClientCommand.RestartServer:
                editor.Client.Forget(editor.Client.Server.RestartAsync);
                break;
            case ClientCommand.ReloadWorkspace:
                editor.Client.Forget(() => editor.Client.ReloadWorkspaceAsync(DisposalToken));
                break;
            case ClientCommand.ShowStatus:
                editor.Client.Forget(ShowDetailsAsync);
                break;
            case ClientCommand.ShowOutput:
                editor.Client.Forget(ShowOutputAsync);
                break;
            case ClientCommand.ShowSettings:
                editor.Client.Forget(ShowSettingsAsync);
                break;
            default:
                editor.Client.ChangePause(command);
                break;
        }
    }

    private async Task ShowDetailsAsync()
    {
        await JoinableTaskFactory.SwitchToMainThreadAsync(DisposalToken);
        var status = editor.Client.Status;
        VsShellUtilities.ShowMessageBox(
            this,
            string.Join(Environment.NewLine + Environment.NewLine, status.Details),
            status.Text,
            OLEMSGICON.OLEMSGICON_INFO,
            OLEMSGBUTTON.OLEMSGBUTTON_OK,
            OLEMSGDEFBUTTON.OLEMSGDEFBUTTON_FIRST
        );
    }

    private async Task ShowOutputAsync()
    {
        await JoinableTaskFactory.SwitchToMainThreadAsync(DisposalToken);
        output.Show(shell);
    }

    private async Task ShowSettingsAsync()
    {
        await JoinableTaskFactory.SwitchToMainThreadAsync(DisposalToken);
        ShowOptionPage(typeof(SettingsOptionsPage));
    }
}
