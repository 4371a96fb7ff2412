namespace SmolCode.Inference.Gguf;

/// <summary>An array in the metadata; its items are not kept.</summary>
/// <param name="Type">GGUF's number of the items' type.</param>
/// <param name="Count">Number of items.</param>
internal sealed record GgufArray(uint Type, long Count);
