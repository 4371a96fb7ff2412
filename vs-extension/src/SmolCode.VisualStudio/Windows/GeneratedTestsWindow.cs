using System.Runtime.InteropServices;
using Microsoft.VisualStudio.Shell;

namespace SmolCode.VisualStudio.Windows;

/// <summary>The tool window in which generated tests are looked at before they are written.</summary>
[Guid(PackageGuids.GeneratedTestsWindow)]
public sealed class GeneratedTestsWindow : ToolWindowPane
{
    /// <summary>A window without tests.</summary>
    public GeneratedTestsWindow() => Caption = "SmolCode: Generated Tests";

    /// <summary>Shows tests. On the UI thread.</summary>
    internal void Show(GeneratedTestsView view) => Content = view;
}
