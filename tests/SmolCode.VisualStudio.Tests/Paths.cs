using System.Reflection;
using System.Runtime.CompilerServices;

namespace SmolCode.VisualStudio.Tests;

/// <summary>Where the tests find what the build made and what it was made from.</summary>
internal static class Paths
{
    /// <summary>The output of the extension's build.</summary>
    public static string Extension { get; } = Path.GetFullPath(Metadata("Extension"));

    /// <summary>The assemblies of Microsoft.VSSDK.BuildTools.</summary>
    public static string VisualStudioAssemblies { get; } = Metadata("VisualStudioAssemblies");

    /// <summary>The schemas beside them.</summary>
    public static string Schemas { get; } = Path.GetFullPath(Path.Combine(VisualStudioAssemblies, "..", "..", "schemas"));

    /// <summary>A source file of the extension.</summary>
    public static string Source(string name) => Path.Combine(Repository(), "vs-extension", "src", "SmolCode.VisualStudio", name);

    private static string Metadata(string key) =>
        typeof(Paths).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;

    private static string Repository([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", ".."));
}
