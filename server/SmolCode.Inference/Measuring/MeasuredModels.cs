using System.Text.Json.Serialization;

namespace SmolCode.Inference.Measuring;

/// <summary>The file of a user's <see cref="MeasuredModel"/>s. A file that can't be read holds none.</summary>
/// <param name="file">Absolute path.</param>
public sealed class MeasuredModels(string file)
{
    private readonly JsonFile<MeasuredModel[]> results = new(file, MeasuredModelsJson.Default.MeasuredModelArray);

    /// <summary>All of them, of other computers too.</summary>
    public IReadOnlyList<MeasuredModel> Read() => results.Read() ?? [];

    /// <summary>Keeps a result in place of what was there for the same model on the same computer. Whole or not at all.</summary>
    /// <exception cref="IOException">The file can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file can't be written.</exception>
    public void Add(MeasuredModel measured)
    {
        ArgumentNullException.ThrowIfNull(measured);
        results.Change(all =>
            [
                measured,
                .. (all ?? []).Where(m => m.Model != measured.Model || m.Adapter != measured.Adapter || m.Computer != measured.Computer),
            ]
        );
    }
}

[JsonSerializable(typeof(MeasuredModel[]))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
internal sealed partial class MeasuredModelsJson : JsonSerializerContext;
