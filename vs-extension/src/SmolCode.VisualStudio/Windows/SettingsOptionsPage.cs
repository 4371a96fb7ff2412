using System.Runtime.InteropServices;
using Microsoft.VisualStudio.ComponentModelHost;
using Microsoft.VisualStudio.Shell;
using SmolCode.VisualStudio.Configuration;
using SmolCode.VisualStudio.Editor;

namespace SmolCode.VisualStudio.Windows;

/// <summary>The page under Tools, Options: a property grid over what the server's schema says. Used on the UI thread only.</summary>
[Guid(PackageGuids.SettingsOptionsPage)]
public sealed class SettingsOptionsPage : DialogPage
{
    private readonly Lazy<SettingsPage> page = new(CreatePage);

    /// <inheritdoc />
    public override object AutomationObject => page.Value;

    /// <inheritdoc />
    public override void LoadSettingsFromStorage() => page.Value.Load();

    /// <inheritdoc />
    public override void SaveSettingsToStorage() => page.Value.Save();

    private static SettingsPage CreatePage()
    {
        ThreadHelper.ThrowIfNotOnUIThread();
        var parts = (IComponentModel)Package.GetGlobalService(typeof(SComponentModel));
        return new SettingsPage(parts.GetService<EditorClient>().Client.Settings);
    }
}
