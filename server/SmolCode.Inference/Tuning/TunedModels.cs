using System.Text.Json;
using System.Text.Json.Serialization;

namespace SmolCode.Inference.Tuning;

/// <summary>The file of a user's <see cref="TunedModel"/>s. A file that can't be read holds none.</summary>
/// <param name="file">Absolute path.</param>
public sealed class TunedModels(string file)
{
    /// <summary>All of them, of other machines too (a data folder may be shared).</summary>
    public IReadOnlyList<TunedModel> Read()
    {
        try
        {
            return File.Exists(file)
                ? JsonSerializer.Deserialize(File.ReadAllText(file), TunedModelsJson.Default.TunedModelArray) ?? []
                : [];
        }
        catch (Exception e) when (e is IOException or JsonException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>What was measured of these weights here, or null.</summary>
    public TunedModel? Find(MachineIdentity machine, ModelIdentity identity) =>
        Read().FirstOrDefault(t => t.Machine == machine && t.Identity == identity);

    /// <summary>Keeps a result in place of what was there for the same weights and machine.</summary>
    /// <exception cref="IOException">The file can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file can't be written.</exception>
    public void Add(TunedModel tuned) => Write([tuned, .. Read().Where(t => t.Machine != tuned.Machine || t.Identity != tuned.Identity)]);

    /// <summary>Forgets results; returns how many there were.</summary>
    /// <exception cref="IOException">The file can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file can't be written.</exception>
    public int Remove(Func<TunedModel, bool> which)
    {
        var all = Read();
        TunedModel[] kept = [.. all.Where(t => !which(t))];
        if (kept.Length < all.Count)
        {
            Write(kept);
        }

        return all.Count - kept.Length;
    }

    /// <summary>Whole or not at all.</summary>
    private void Write(TunedModel[] all)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var temporary = $"{file}.{Environment.ProcessId}.partial";
        try
        {
            File.WriteAllText(temporary, JsonSerializer.Serialize(all, TunedModelsJson.Default.TunedModelArray));
            File.Move(temporary, file, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}

[JsonSerializable(typeof(TunedModel[]))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
internal sealed partial class TunedModelsJson : JsonSerializerContext;
