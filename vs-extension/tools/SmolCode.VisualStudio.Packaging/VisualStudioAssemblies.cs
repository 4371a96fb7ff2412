namespace SmolCode.VisualStudio.Packaging;

/// <summary>Assemblies that need not be packed.</summary>
internal static class VisualStudioAssemblies
{
    /// <summary>
    /// Visual Studio's own, with the version that the oldest supported one (2022, 17.10) has at least. Later ones redirect these to theirs;
    /// what asks for more does not load there.
    /// </summary>
    public static IReadOnlyDictionary<string, Version> Versions { get; } =
        new Dictionary<string, Version>(StringComparer.OrdinalIgnoreCase)
        {
            ["Microsoft.VisualStudio.ComponentModelHost"] = new(17, 0, 0, 0),
            ["Microsoft.VisualStudio.CoreUtility"] = new(17, 0, 0, 0),
            ["Microsoft.VisualStudio.Interop"] = new(17, 0, 0, 0),
            ["Microsoft.VisualStudio.Language"] = new(17, 0, 0, 0),
            ["Microsoft.VisualStudio.Shell.15.0"] = new(17, 0, 0, 0),
            ["Microsoft.VisualStudio.Shell.Framework"] = new(17, 0, 0, 0),
            ["Microsoft.VisualStudio.Text.Data"] = new(17, 0, 0, 0),
            ["Microsoft.VisualStudio.Text.Logic"] = new(17, 0, 0, 0),
            ["Microsoft.VisualStudio.Text.UI"] = new(17, 0, 0, 0),
            ["Microsoft.VisualStudio.Text.UI.Wpf"] = new(17, 0, 0, 0),
            ["Microsoft.VisualStudio.Threading"] = new(17, 10, 0, 0),
            ["Microsoft.VisualStudio.Utilities"] = new(17, 0, 0, 0),
            ["Newtonsoft.Json"] = new(13, 0, 0, 0),
            ["StreamJsonRpc"] = new(2, 17, 0, 0),
            ["System.Buffers"] = new(4, 0, 3, 0),
            ["System.Memory"] = new(4, 0, 1, 2),
            ["System.Runtime.CompilerServices.Unsafe"] = new(6, 0, 0, 0),
            ["System.Threading.Tasks.Extensions"] = new(4, 2, 0, 1),
        };

    /// <summary>Those of .NET Framework 4.7.2 that an extension may use.</summary>
    public static IReadOnlySet<string> Framework { get; } =
        new HashSet<string>(StringComparer.OrdinalIgnoreCase)
        {
            "mscorlib",
            "netstandard",
            "PresentationCore",
            "PresentationFramework",
            "System",
            "System.ComponentModel.Composition",
            "System.Core",
            "System.Design",
            "System.Windows.Forms",
            "System.Xaml",
            "System.Xml",
            "WindowsBase",
        };
}
