using System.Text.Json.Serialization;

namespace SmolCode.Inference.Tuning;

/// <summary>The file of a user's <see cref="TunedModel"/>s. A file that can't be read holds none.</summary>
/// <param name="file">Absolute path.</param>
public sealed class TunedModels(string file)
{
    private readonly JsonFile<TunedModel[]> results = new(file, TunedModelsJson.Default.TunedModelArray);

    /// <summary>All of them, of other machines too (a data folder may be shared).</summary>
    public IReadOnlyList<TunedModel> Read() => results.Read() ?? [];

    /// <summary>What was measured of these weights here, or null.</summary>
    public TunedModel? Find(MachineIdentity machine, ModelIdentity identity) =>
        Read().FirstOrDefault(t => t.Machine == machine && t.Identity == identity);

    /// <summary>Keeps a result in place of what was there for the same weights and machine.</summary>
    /// <exception cref="IOException">The file can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file can't be written.</exception>
    public void Add(TunedModel tuned) =>
        results.Change(all => [tuned, .. (all ?? []).Where(t => t.Machine != tuned.Machine || t.Identity != tuned.Identity)]);

    /// <summary>Forgets results; returns how many there were.</summary>
    /// <exception cref="IOException">The file can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file can't be written.</exception>
    public int Remove(Func<TunedModel, bool> which)
    {
        var forgotten = 0;
        results.Change(all =>
        {
            TunedModel[] kept = [.. (all ?? []).Where(t => !which(t))];
            forgotten = (all?.Length ?? 0) - kept.Length;
            return forgotten > 0 ? kept : null;
        });
        return forgotten;
    }
}

[JsonSerializable(typeof(TunedModel[]))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
internal sealed partial class TunedModelsJson : JsonSerializerContext;
