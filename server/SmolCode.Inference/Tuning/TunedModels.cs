using System.Text.Json.Serialization;

namespace SmolCode.Inference.Tuning;

/// <summary>The file of a user's <see cref="TunedModel"/>s. A file that can't be read holds none.</summary>
/// <param name="file">Absolute path.</param>
public sealed class TunedModels(string file)
{
    private readonly ResultFile<TunedModel> results = new(file, TunedModelsJson.Default.TunedModelArray);

    /// <summary>All of them, of other machines too (a data folder may be shared).</summary>
    public IReadOnlyList<TunedModel> Read() => results.Read();

    /// <summary>What was measured of these weights here, or null.</summary>
    public TunedModel? Find(MachineIdentity machine, ModelIdentity identity) =>
        Read().FirstOrDefault(t => t.Machine == machine && t.Identity == identity);

    /// <summary>Keeps a result in place of what was there for the same weights and machine.</summary>
    /// <exception cref="IOException">The file can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file can't be written.</exception>
    public void Add(TunedModel tuned) =>
        results.Write([tuned, .. Read().Where(t => t.Machine != tuned.Machine || t.Identity != tuned.Identity)]);

    /// <summary>Forgets results; returns how many there were.</summary>
    /// <exception cref="IOException">The file can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file can't be written.</exception>
    public int Remove(Func<TunedModel, bool> which)
    {
        var all = Read();
        TunedModel[] kept = [.. all.Where(t => !which(t))];
        if (kept.Length < all.Count)
        {
            results.Write(kept);
        }

        return all.Count - kept.Length;
    }
}

[JsonSerializable(typeof(TunedModel[]))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
internal sealed partial class TunedModelsJson : JsonSerializerContext;
