namespace SmolCode.Inference.Engine;

/// <summary>A model's own fill-in-the-middle tokens.</summary>
/// <param name="Prefix">Comes before the text before the cursor.</param>
/// <param name="Suffix">Comes before the text after the cursor.</param>
/// <param name="Middle">Comes before the answer.</param>
/// <param name="File">Comes before another file, or null.</param>
internal sealed record FillInTokens(int Prefix, int Suffix, int Middle, int? File);
