namespace SmolCode.Output;

/// <summary>The JSON document of <c>stats --erase --json</c>.</summary>
/// <param name="Erased">Rows that were erased; null where they could not be counted.</param>
internal sealed record ErasedDocument(long? Erased);
