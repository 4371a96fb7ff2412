namespace SmolCode.Inference;

/// <summary>A file of the workspace whose text the model may repeat.</summary>
/// <param name="Path">Its name, by which it is replaced, removed and left out; any string that the caller keeps to.</param>
/// <param name="Text">The whole text; null removes the file.</param>
public sealed record NgramDocument(string Path, string? Text);
