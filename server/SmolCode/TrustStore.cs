using System.Text.Json.Serialization;
using SmolCode.Inference;

namespace SmolCode;

/// <summary>
/// Workspaces whose MSBuild logic the user lets run, by absolute path, in the user's data folder. Never stored in the workspace itself.
/// </summary>
internal sealed class TrustStore(string dataFolder)
{
    private readonly JsonFile<string[]> file = new(Path.Combine(dataFolder, "trusted-workspaces.json"), TrustJson.Default.StringArray);

    /// <summary>The workspace, or a folder around it, was trusted before.</summary>
    public bool IsTrusted(string path)
    {
        var full = Path.GetFullPath(path);
        // An unreadable list trusts nobody.
        return (file.Read() ?? []).Any(t =>
            full == t || full.StartsWith(t.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal)
        );
    }

    /// <summary>Remembers the workspace as trusted.</summary>
    public void Trust(string path)
    {
        var full = Path.GetFullPath(path);
        file.Change(known =>
            known?.Contains(full, StringComparer.Ordinal) == true ? null : [.. (known ?? []).Append(full).Order(StringComparer.Ordinal)]
        );
    }
}

[JsonSerializable(typeof(string[]))]
[JsonSourceGenerationOptions(WriteIndented = true)]
internal sealed partial class TrustJson : JsonSerializerContext;
