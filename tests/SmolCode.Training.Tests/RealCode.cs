using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace SmolCode.Training.Tests;

/// <summary>Real files to make rows of: sources of this repository.</summary>
internal static class RealCode
{
    /// <summary>The repository's folder.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>The weights that the build puts beside the tests.</summary>
    public static string Model { get; } = Path.Combine(AppContext.BaseDirectory, "models", "SmolLM2-135M-Instruct.Q4_1.gguf");

    /// <summary>The bundled adapter, beside them.</summary>
    public static string Adapter { get; } = Path.Combine(AppContext.BaseDirectory, "models", "SmolLM2-135M-CSharp.lora.gguf");

    /// <summary>The sources of one project.</summary>
    public static ImmutableArray<TrainingFile> Files { get; } =
    [
        .. Directory
            .EnumerateFiles(Path.Combine(Repository, "server", "SmolCode.Inference"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(f => new TrainingFile(Path.GetRelativePath(Repository, f).Replace('\\', '/'), File.ReadAllText(f))),
    ];

    private static string FindRepository([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", ".."));
}
