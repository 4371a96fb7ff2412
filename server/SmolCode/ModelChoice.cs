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

    /// <summary>The choice that a user names.</summary>
    /// <param name="store">Where models are.</param>
    /// <param name="model">Name or path.</param>
    /// <param name="adapter">Name or path; "none": without; null: the adapter that belongs to the model, if one does.</param>
    /// <exception cref="ModelFileException">There is no such model.</exception>
    public static ModelChoice Of(ModelStore store, string model, string? adapter)
    {
        var found = store.Find(Absolute(model));
        var isNamed = store.List().FirstOrDefault(m => m.Name == found.Name) == found;
        return new ModelChoice(
            isNamed ? found.Name : found.Path,
            adapter switch
            {
                null => found.Name == ModelStore.DefaultModel ? ModelStore.DefaultAdapter : null,
                "none" => null,
                var given => Absolute(given),
            }
        );
    }

    /// <summary>What is used in a workspace: its own choice, or that of a folder around it, or else the user's.</summary>
    /// <param name="dataFolder">Where choices are kept.</param>
    /// <param name="workspace">The workspace's folder, or null.</param>
    public static ModelChoice For(string dataFolder, string? workspace) =>
        (workspace is null ? null : new WorkspaceModels(dataFolder).Find(workspace)) ?? Read(dataFolder);

    /// <summary>The model or the adapter is the one of that name or path.</summary>
    public bool Names(StoredModel model) => Model == model.Name || Model == model.Path || Adapter == model.Name || Adapter == model.Path;

    /// <summary>For people.</summary>
    public override string ToString() => Adapter is null ? Model : $"{Model} with {Adapter}";

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

    /// <summary>A path that still holds from another folder; names stay.</summary>
    private static string Absolute(string nameOrPath) =>
        nameOrPath.Contains('/', StringComparison.Ordinal) || nameOrPath.Contains('\\', StringComparison.Ordinal)
            ? Path.GetFullPath(nameOrPath)
            : nameOrPath;

    /// <summary>Remembers it.</summary>
    public void Write(string dataFolder) =>
        WholeFile.Write(Path.Combine(dataFolder, FileName), JsonSerializer.Serialize(this, ModelChoiceJson.Default.ModelChoice));
}

[JsonSerializable(typeof(ModelChoice))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
internal sealed partial class ModelChoiceJson : JsonSerializerContext;
