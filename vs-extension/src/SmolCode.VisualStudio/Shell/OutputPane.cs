using System.Collections.Concurrent;
using System.Text;
using Microsoft.VisualStudio;
using Microsoft.VisualStudio.Shell;
using Microsoft.VisualStudio.Shell.Interop;
using Microsoft.VisualStudio.Threading;
using SmolCode.VisualStudio.Output;
using Task = System.Threading.Tasks.Task;

namespace SmolCode.VisualStudio.Shell;

/// <summary>The pane of the output window.</summary>
internal sealed class OutputPane : IClientLog
{
    private readonly IVsOutputWindowPane pane;
    private readonly JoinableTaskFactory threads;
    private readonly ConcurrentQueue<string> waiting = new();

    private OutputPane(IVsOutputWindowPane pane, JoinableTaskFactory threads)
    {
        this.pane = pane;
        this.threads = threads;
    }

    /// <summary>Makes the pane. On the UI thread.</summary>
    public static OutputPane Create(IVsOutputWindow window, JoinableTaskFactory threads)
    {
        ThreadHelper.ThrowIfNotOnUIThread();
        var id = new Guid(PackageGuids.OutputPane);
        ErrorHandler.ThrowOnFailure(window.CreatePane(ref id, "SmolCode", 1, 0));
        ErrorHandler.ThrowOnFailure(window.GetPane(ref id, out var pane));
        return new OutputPane(pane, threads);
    }

    /// <summary>Returns at once: the pane is the UI thread's, and nobody waits for that one because of a line.</summary>
    public void Write(LogLevel level, string message)
    {
        waiting.Enqueue(OutputLine.Format(DateTimeOffset.Now, level, message));
        _ = threads.RunAsync(ShowWaitingAsync);
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

    private async Task ShowWaitingAsync()
    {
        await threads.SwitchToMainThreadAsync();
        var lines = new StringBuilder();
        while (waiting.TryDequeue(out var line))
        {
            lines.Append(line);
        }

        if (lines.Length == 0)
        {
            // Shown with those before.
            return;
        }

        if (pane is IVsOutputWindowPaneNoPump quiet)
        {
            quiet.OutputStringNoPump(lines.ToString());
        }
        else
        {
            pane.OutputString(lines.ToString());
        }
    }
}
