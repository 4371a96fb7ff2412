using Microsoft.CodeAnalysis.Text;

namespace SmolCode.CodeAnalysis;

/// <summary>A change on disk, or of a text that an editor has not saved.</summary>
/// <param name="Path">Absolute path of the file.</param>
/// <param name="Kind">What happened to it.</param>
/// <param name="Text">The text that counts instead of the file's; null: the file's own.</param>
public sealed record FileChange(string Path, FileChangeKind Kind, SourceText? Text = null);
