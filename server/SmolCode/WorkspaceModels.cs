using System.Text.Json;
using System.Text.Json.Serialization;
using SmolCode.Inference;

namespace SmolCode;

/// <summary>
/// Models and adapters that the user chose for single workspaces (<c>smolcode model use --workspace</c>), by absolute folder, in the user's
/// data folder. Never stored in the workspace itself: what a repository holds must not choose what runs.
/// </summary>
internal sealed class WorkspaceModels(string dataFolder)
{
    private static readonly StringComparison Paths = OperatingSystem.IsLinux()
        ? StringComparison.Ordinal
        : StringComparison.OrdinalIgnoreCase;

    private readonly string file = Path.Combine(dataFolder, "workspace-models.json");

    /// <summary>The folder of a workspace that is named by a folder, solution, project or file.</summary>
    public static string FolderOf(string path)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        return Directory.Exists(full) ? full : Path.GetDirectoryName(full) ?? full;
    }

    /// <summary>The choice for a folder, or for the nearest one around it; null: none.</summary>
    public ModelChoice? Find(string folder) => FolderWithChoice(folder) is { } chosen ? Read().GetValueOrDefault(chosen) : null;

    /// <summary>The folder whose choice counts in a folder: itself, or the nearest one around it; null: there is none.</summary>
    public string? FolderWithChoice(string folder)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        return Read()
            .Keys.Where(c =>
                full.Equals(c, Paths)
                || full.StartsWith(Path.TrimEndingDirectorySeparator(c) + Path.DirectorySeparatorChar, Paths)
                || Path.GetPathRoot(full) == c
            )
            .MaxBy(c => c.Length);
    }

    /// <summary>All choices by folder. A file that can't be read holds none.</summary>
    public SortedDictionary<string, ModelChoice> Read()
    {
        try
        {
            return
                File.Exists(file)
                && JsonSerializer.Deserialize(File.ReadAllText(file), WorkspaceModelsJson.Default.SortedDictionaryStringModelChoice)
                    is { } all
                ? new(all.Where(c => c.Value is { Model.Length: > 0 }).ToDictionary(), StringComparer.Ordinal)
                : [];
        }
        catch (Exception exception) when (exception is IOException or JsonException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Remembers a choice.</summary>
    public void Choose(string folder, ModelChoice choice)
    {
        var all = Read();
        all[folder] = choice;
        Write(all);
    }

    /// <summary>Forgets a folder's own choice; false when there was none.</summary>
    public bool Forget(string folder)
    {
        var all = Read();
        if (!all.Remove(folder))
        {
            return false;
        }

        Write(all);
        return true;
    }

    private void Write(SortedDictionary<string, ModelChoice> all) =>
        WholeFile.Write(file, JsonSerializer.Serialize(all, WorkspaceModelsJson.Default.SortedDictionaryStringModelChoice));
}

[JsonSerializable(typeof(SortedDictionary<string, ModelChoice>))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
internal sealed partial class WorkspaceModelsJson : JsonSerializerContext;
