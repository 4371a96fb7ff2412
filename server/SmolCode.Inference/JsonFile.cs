using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace SmolCode.Inference;

/// <summary>
/// A small file of the user's as JSON, written whole or not at all. Reading takes one that can't be read for missing; a change sets one that is
/// no JSON of that form aside, under its name with <c>.damaged</c>, so that nothing is lost with it.
/// </summary>
/// <param name="file">Absolute path.</param>
/// <param name="type">How it is written.</param>
public sealed class JsonFile<T>(string file, JsonTypeInfo<T> type)
    where T : class
{
    /// <summary>What it holds; null: nothing that can be read.</summary>
    public T? Read()
    {
        try
        {
            return File.Exists(file) ? JsonSerializer.Deserialize(File.ReadAllText(file), type) : null;
        }
        catch (Exception e) when (e is IOException or JsonException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Puts something else in its place.</summary>
    /// <param name="change">Is given what is there, null where nothing is, and returns what is to be; null leaves the file as it is.</param>
    /// <exception cref="IOException">The file can't be read or written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file can't be read or written.</exception>
    public void Change(Func<T?, T?> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        T? before = null;
        var isDamaged = false;
        try
        {
            before = File.Exists(file) ? JsonSerializer.Deserialize(File.ReadAllText(file), type) : null;
        }
        catch (JsonException)
        {
            isDamaged = true;
        }

        if (change(before) is not { } after)
        {
            return;
        }

        if (isDamaged)
        {
            File.Move(file, file + ".damaged", overwrite: true);
        }

        WholeFile.Write(file, JsonSerializer.Serialize(after, type));
    }
}
