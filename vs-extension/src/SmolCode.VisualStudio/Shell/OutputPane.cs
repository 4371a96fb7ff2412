using Microsoft.VisualStudio;
using Microsoft.VisualStudio.Shell;
using Microsoft.VisualStudio.Shell.Interop;
using SmolCode.VisualStudio.Output;

namespace SmolCode.VisualStudio.Shell;

/// <summary>The pane of the output window.</summary>
internal sealed class OutputPane : IClientLog
{
    private readonly IVsOutputWindowPane pane;

    private OutputPane(IVsOutputWindowPane pane) => this.pane = pane;

    /// <summary>Makes the pane. On the UI thread.</summary>
    public static OutputPane Create(IVsOutputWindow window)
    {
        ThreadHelper.ThrowIfNotOnUIThread();
        var id = new Guid(PackageGuids.OutputPane);
        ErrorHandler.ThrowOnFailure(window.CreatePane(ref id, "SmolCode", 1, 0));
        ErrorHandler.ThrowOnFailure(window.GetPane(ref id, out var pane));
        return new OutputPane(pane);
    }

    public void Write(LogLevel level, string message)
    {
#pragma warning disable VSTHRD010 // The one member that is made for any thread.
        _ = pane.OutputStringThreadSafe(OutputLine.Format(DateTimeOffset.Now, level, message));
#pragma warning restore VSTHRD010
    }

    /// <summary>Brings the pane to the front. On the UI thread.</summary>
    public void Show(IVsUIShell shell)
    {
        ThreadHelper.ThrowIfNotOnUIThread();
        var window = VSConstants.StandardToolWindows.Output;
        if (ErrorHandler.Succeeded(shell.FindToolWindow((uint)__VSFINDTOOLWIN.FTW_fForceCreate, ref window, out var frame)))
        {
            frame.Show();
        }

        pane.Activate();
    }
}
