namespace SmolCode.Output;

/// <summary>The JSON document of <c>model list|verify --json</c>.</summary>
internal sealed record ModelListDocument(IReadOnlyList<ModelListDocument.Entry> Models)
{
    internal sealed record Entry(string Name, string Kind, string File, long Bytes, bool Bundled, bool? Verified, string? Problem);
}
