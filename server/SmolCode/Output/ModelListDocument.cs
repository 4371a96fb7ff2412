using SmolCode.Evaluation.Proof;
using SmolCode.Inference.Tuning;
using SmolCode.Learning;

namespace SmolCode.Output;

/// <summary>The JSON document of <c>model list|verify|pull --json</c>; Used, Tuned and Learned in <c>list</c> only.</summary>
internal sealed record ModelListDocument(
    IReadOnlyList<ModelListDocument.Entry> Models,
    IReadOnlyList<ModelListDocument.Use>? Used = null,
    IReadOnlyList<TunedModel>? Tuned = null,
    IReadOnlyList<LearnedAdapter>? Learned = null
)
{
    /// <summary>What is used. Workspace: its folder; null: everywhere else.</summary>
    internal sealed record Use(string? Workspace, string Model, string? Adapter);

    /// <summary>
    /// One file. Kind: model or adapter. Verified: null where it was not asked for, false where there is no checksum. Proof: what an adapter
    /// that was trained here is worth; null where nobody looked.
    /// </summary>
    internal sealed record Entry(
        string Name,
        string Kind,
        string File,
        long Bytes,
        string? Layout,
        bool Bundled,
        bool? Verified,
        string? Problem,
        ProofReport? Proof = null
    );
}
