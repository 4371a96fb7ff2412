using Microsoft.VisualStudio;
using Microsoft.VisualStudio.Shell;
using Microsoft.VisualStudio.Shell.Events;
using Microsoft.VisualStudio.Shell.Interop;
using SmolCode.VisualStudio.Client;

namespace SmolCode.VisualStudio.Shell;

/// <summary>What Visual Studio has open.</summary>
internal static class Solution
{
    /// <summary>Tells when something else is open. Raised on the UI thread.</summary>
    public static void Listen(EventHandler solution, EventHandler<FolderEventArgs> folder)
    {
        SolutionEvents.OnAfterBackgroundSolutionLoadComplete += solution;
        SolutionEvents.OnAfterCloseSolution += solution;
        SolutionEvents.OnAfterOpenFolder += folder;
        SolutionEvents.OnAfterCloseFolder += folder;
    }

    /// <summary>Tells no more.</summary>
    public static void StopListening(EventHandler solution, EventHandler<FolderEventArgs> folder)
    {
        SolutionEvents.OnAfterBackgroundSolutionLoadComplete -= solution;
        SolutionEvents.OnAfterCloseSolution -= solution;
        SolutionEvents.OnAfterOpenFolder -= folder;
        SolutionEvents.OnAfterCloseFolder -= folder;
    }

    /// <summary>Reads it. On the UI thread.</summary>
    public static Workspace Read(IVsSolution solution)
    {
        ThreadHelper.ThrowIfNotOnUIThread();
        solution.GetSolutionInfo(out var folder, out _, out _);
        var isFolder = Is(solution, (int)__VSPROPID7.VSPROPID_IsInOpenFolderMode);
        var isLoaded = Is(solution, (int)__VSPROPID4.VSPROPID_IsSolutionFullyLoaded);
        return new Workspace(string.IsNullOrEmpty(folder) ? null : folder, !string.IsNullOrEmpty(folder) && isLoaded && !isFolder);
    }

    private static bool Is(IVsSolution solution, int property)
    {
        ThreadHelper.ThrowIfNotOnUIThread();
        return ErrorHandler.Succeeded(solution.GetProperty(property, out var value)) && value is true;
    }
}
