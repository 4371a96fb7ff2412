using SmolCode.Inference.Measuring;

namespace SmolCode.LanguageServer.Models;

/// <summary>A model that can be completed with, or downloaded for that.</summary>
/// <param name="Name">What it is asked for by: its name, or the path of a file that lies elsewhere.</param>
/// <param name="Adapter">The adapter that is merged into it, by name or path; null: none.</param>
/// <param name="Place">Where it is.</param>
/// <param name="Bytes">Size of the file, or of the download where it is known; null: not known.</param>
/// <param name="ArrivedBytes">Of a download that is not whole: what has arrived.</param>
/// <param name="Layout">Layout of the weights as they are stored; null: not known.</param>
/// <param name="License">SPDX identifier; null: not known.</param>
/// <param name="IsUsed">It is chosen: the next server that is started completes with it.</param>
/// <param name="Problem">What is wrong with the file; null: nothing that can be seen.</param>
/// <param name="Measured">What it is worth here; null: not measured.</param>
public sealed record CatalogModel(
    string Name,
    string? Adapter,
    ModelPlace Place,
    long? Bytes,
    long ArrivedBytes,
    string? Layout,
    string? License,
    bool IsUsed,
    string? Problem,
    MeasuredModel? Measured
);
