namespace SmolCode.CodeAnalysis;

/// <summary>A change on disk.</summary>
/// <param name="Path">Absolute path of the file.</param>
/// <param name="Kind">What happened to it.</param>
public sealed record FileChange(string Path, FileChangeKind Kind);
