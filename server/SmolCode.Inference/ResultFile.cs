using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace SmolCode.Inference;

/// <summary>A user's file of results as a JSON array. A file that can't be read holds none; it is written whole or not at all.</summary>
/// <param name="file">Absolute path.</param>
/// <param name="type">How results are written.</param>
internal sealed class ResultFile<T>(string file, JsonTypeInfo<T[]> type)
{
    /// <summary>All of them.</summary>
    public IReadOnlyList<T> Read()
    {
        try
        {
            return File.Exists(file) ? JsonSerializer.Deserialize(File.ReadAllText(file), type) ?? [] : [];
        }
        catch (Exception e) when (e is IOException or JsonException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Replaces all of them.</summary>
    /// <exception cref="IOException">The file can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file can't be written.</exception>
    public void Write(T[] all) => WholeFile.Write(file, JsonSerializer.Serialize(all, type));
}
