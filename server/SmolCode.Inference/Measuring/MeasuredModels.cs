using System.Text.Json;
using System.Text.Json.Serialization;

namespace SmolCode.Inference.Measuring;

/// <summary>The file of a user's <see cref="MeasuredModel"/>s. A file that can't be read holds none.</summary>
/// <param name="file">Absolute path.</param>
public sealed class MeasuredModels(string file)
{
    /// <summary>All of them, of other computers too.</summary>
    public IReadOnlyList<MeasuredModel> Read()
    {
        try
        {
            return File.Exists(file)
                ? JsonSerializer.Deserialize(File.ReadAllText(file), MeasuredModelsJson.Default.MeasuredModelArray) ?? []
                : [];
        }
        catch (Exception e) when (e is IOException or JsonException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Keeps a result in place of what was there for the same model on the same computer. Whole or not at all.</summary>
    /// <exception cref="IOException">The file can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file can't be written.</exception>
    public void Add(MeasuredModel measured)
    {
        ArgumentNullException.ThrowIfNull(measured);
        MeasuredModel[] all =
        [
            measured,
            .. Read().Where(m => m.Model != measured.Model || m.Adapter != measured.Adapter || m.Computer != measured.Computer),
        ];
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var temporary = $"{file}.{Environment.ProcessId}.partial";
        try
        {
            File.WriteAllText(temporary, JsonSerializer.Serialize(all, MeasuredModelsJson.Default.MeasuredModelArray));
            File.Move(temporary, file, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}

[JsonSerializable(typeof(MeasuredModel[]))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
internal sealed partial class MeasuredModelsJson : JsonSerializerContext;
