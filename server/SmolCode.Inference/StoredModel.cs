namespace SmolCode.Inference;

/// <summary>A model or adapter file that is on this machine.</summary>
/// <param name="Name">File name without its layout and extension, e.g. SmolLM2-135M-Instruct; what options name it by.</param>
/// <param name="Path">Absolute path.</param>
/// <param name="IsAdapter">A LoRA adapter rather than a model.</param>
/// <param name="IsBundled">Came with the program rather than from the user.</param>
/// <param name="Bytes">Size of the file.</param>
/// <param name="Layout">Layout of the weights, e.g. Q4_1; null when the file is damaged.</param>
/// <param name="Sha256">The checksum recorded in SHA256SUMS beside it (lower-case hexadecimal), or null.</param>
/// <param name="Problem">What is wrong with the file, or null.</param>
public sealed record StoredModel(
    string Name,
    string Path,
    bool IsAdapter,
    bool IsBundled,
    long Bytes,
    string? Layout,
    string? Sha256,
    string? Problem
);
