using System.Text.Json;
using System.Text.Json.Serialization;
using SmolCode.Inference;

namespace SmolCode;

/// <summary>The model that the user chose (<c>smolcode model use</c>), kept in the user's data folder.</summary>
/// <param name="Model">Name or absolute path.</param>
/// <param name="Adapter">Name or absolute path of the adapter to merge in, or null.</param>
internal sealed record ModelChoice(string Model, string? Adapter)
{
    private const string FileName = "model.json";

    /// <summary>What is used unless something else was chosen.</summary>
    public static ModelChoice Bundled { get; } = new(ModelStore.DefaultModel, ModelStore.DefaultAdapter);

    /// <summary>The choice, or the bundled model where there is none that can be read.</summary>
    public static ModelChoice Read(string dataFolder)
    {
        var file = Path.Combine(dataFolder, FileName);
        try
        {
            return
                File.Exists(file)
                && JsonSerializer.Deserialize(File.ReadAllText(file), ModelChoiceJson.Default.ModelChoice) is { Model.Length: > 0 } choice
                ? choice
                : Bundled;
        }
        catch (Exception exception) when (exception is IOException or JsonException or UnauthorizedAccessException)
        {
            return Bundled;
        }
    }

    /// <summary>Remembers it.</summary>
    public void Write(string dataFolder)
    {
        Directory.CreateDirectory(dataFolder);
        var file = Path.Combine(dataFolder, FileName);
        var temporary = $"{file}.{Environment.ProcessId}.partial";
        File.WriteAllText(temporary, JsonSerializer.Serialize(this, ModelChoiceJson.Default.ModelChoice));
        File.Move(temporary, file, overwrite: true);
    }
}

[JsonSerializable(typeof(ModelChoice))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
internal sealed partial class ModelChoiceJson : JsonSerializerContext;
