namespace SmolCode.VisualStudio.Documents;

/// <summary>A file as it is, and as it would be.</summary>
/// <param name="Path">Absolute path.</param>
/// <param name="Before">Its text now; empty when it is not there.</param>
/// <param name="After">Its text with the edit.</param>
/// <param name="IsNew">It is not there yet.</param>
public sealed record FilePreview(string Path, string Before, string After, bool IsNew);
