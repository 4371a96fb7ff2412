namespace SmolCode.Output;

/// <summary>The JSON document of <c>model list|verify --json</c>.</summary>
internal sealed record ModelListDocument(IReadOnlyList<ModelListDocument.Entry> Models)
{
    /// <summary>One file. Kind: model or adapter. Verified: null where it was not asked for, false where there is no checksum.</summary>
    internal sealed record Entry(
        string Name,
        string Kind,
        string File,
        long Bytes,
        string? Layout,
        bool Bundled,
        bool? Verified,
        string? Problem
    );
}
