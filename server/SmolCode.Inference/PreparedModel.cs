using SmolCode.Inference.Tuning;

namespace SmolCode.Inference;

/// <summary>A model file that is ready to be loaded.</summary>
/// <param name="Name">The model's name.</param>
/// <param name="File">Absolute path of the file to load.</param>
/// <param name="Adapter">Name of the adapter that is merged into it, or null.</param>
/// <param name="FillInFormat">The adapter's smolcode.fill_in.format, or null.</param>
/// <param name="Warning">Why it is not what was asked for (e.g. no adapter as the cache can't be written), for a user; or null.</param>
public sealed record PreparedModel(string Name, string File, string? Adapter, int? FillInFormat, string? Warning)
{
    /// <summary>The checksums of what it was made of.</summary>
    public ModelIdentity? Identity { get; init; }
}
