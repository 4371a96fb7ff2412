namespace SmolCode.Inference.Downloads;

/// <summary>A model that can be downloaded.</summary>
/// <param name="Name">What users name it by; as <see cref="StoredModel.Name"/>, in any case of letters.</param>
/// <param name="Repository">owner/name on the hub.</param>
/// <param name="File">File in the repository, which it keeps here.</param>
/// <param name="Bytes">Its size, where it is known beforehand.</param>
/// <param name="Sha256">Its checksum (lower-case hexadecimal), where it is known beforehand; otherwise the hub's own is taken.</param>
/// <param name="License">SPDX identifier.</param>
public sealed record PublishedModel(string Name, string Repository, string File, long? Bytes, string? Sha256, string License)
{
    /// <summary>All models that <c>model pull</c> knows by name, the smallest first.</summary>
    public static IReadOnlyList<PublishedModel> All { get; } =
    [
        new(
            "SmolLM2-360M-Instruct",
            "HuggingFaceTB/SmolLM2-360M-Instruct-GGUF",
            "smollm2-360m-instruct-q8_0.gguf",
            386_404_992,
            "48ab3034d0dd401fbc721eb1df3217902fee7dab9078992d66431f09b7750201",
            "Apache-2.0"
        ),
        new(
            "SmolLM2-1.7B-Instruct",
            "HuggingFaceTB/SmolLM2-1.7B-Instruct-GGUF",
            "smollm2-1.7b-instruct-q4_k_m.gguf",
            null,
            null,
            "Apache-2.0"
        ),
    ];

    /// <summary>Finds one by name.</summary>
    /// <exception cref="ModelDownloadException">There is none; the message names those that there are.</exception>
    public static PublishedModel Find(string name) =>
        All.FirstOrDefault(m => string.Equals(m.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ModelDownloadException(
            $"There is no model '{name}' to download. There are: {string.Join(", ", All.Select(m => m.Name))}. Any other GGUF file can be used by its path ('smolcode model use PATH')."
        );
}
