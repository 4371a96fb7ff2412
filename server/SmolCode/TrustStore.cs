using System.Text.Json;
using System.Text.Json.Serialization;
using SmolCode.Inference;

namespace SmolCode;

/// <summary>
/// Workspaces whose MSBuild logic the user lets run, by absolute path, in the user's data folder. Never stored in the workspace itself.
/// </summary>
internal sealed class TrustStore(string dataFolder)
{
    private readonly string file = Path.Combine(dataFolder, "trusted-workspaces.json");

    /// <summary>The workspace, or a folder around it, was trusted before.</summary>
    public bool IsTrusted(string path)
    {
        var full = Path.GetFullPath(path);
        return Read()
            .Any(t =>
                full == t || full.StartsWith(t.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            );
    }

    /// <summary>Remembers the workspace as trusted.</summary>
    public void Trust(string path)
    {
        var paths = Read().ToHashSet(StringComparer.Ordinal);
        if (!paths.Add(Path.GetFullPath(path)))
        {
            return;
        }

        WholeFile.Write(file, JsonSerializer.Serialize([.. paths.Order(StringComparer.Ordinal)], TrustJson.Default.StringArray));
    }

    private string[] Read()
    {
        try
        {
            return File.Exists(file) ? JsonSerializer.Deserialize(File.ReadAllText(file), TrustJson.Default.StringArray) ?? [] : [];
        }
        catch (Exception exception) when (exception is IOException or JsonException or UnauthorizedAccessException)
        {
            // An unreadable list trusts nobody.
            return [];
        }
    }
}

[JsonSerializable(typeof(string[]))]
[JsonSourceGenerationOptions(WriteIndented = true)]
internal sealed partial class TrustJson : JsonSerializerContext;
