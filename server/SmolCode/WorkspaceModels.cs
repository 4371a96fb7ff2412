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

    private readonly JsonFile<SortedDictionary<string, ModelChoice>> file = new(
        Path.Combine(dataFolder, "workspace-models.json"),
        WorkspaceModelsJson.Default.SortedDictionaryStringModelChoice
    );

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
    public SortedDictionary<string, ModelChoice> Read() => Usable(file.Read());

    /// <summary>Remembers a choice.</summary>
    /// <exception cref="IOException">It can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It can't be written.</exception>
    public void Choose(string folder, ModelChoice choice) =>
        file.Change(known =>
        {
            var all = Usable(known);
            all[folder] = choice;
            return all;
        });

    /// <summary>Forgets a folder's own choice; false when there was none.</summary>
    /// <exception cref="IOException">It can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It can't be written.</exception>
    public bool Forget(string folder)
    {
        var had = false;
        file.Change(known =>
        {
            var all = Usable(known);
            had = all.Remove(folder);
            return had ? all : null;
        });
        return had;
    }

    // A folder is one folder however it is spelled, where the system sees it so.
    private static SortedDictionary<string, ModelChoice> Usable(SortedDictionary<string, ModelChoice>? known)
    {
        var all = new SortedDictionary<string, ModelChoice>(StringComparer.FromComparison(Paths));
        foreach (var (folder, choice) in known ?? [])
        {
            if (choice is { Model.Length: > 0 })
            {
                all[folder] = choice;
            }
        }

        return all;
    }
}

[JsonSerializable(typeof(SortedDictionary<string, ModelChoice>))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
internal sealed partial class WorkspaceModelsJson : JsonSerializerContext;
