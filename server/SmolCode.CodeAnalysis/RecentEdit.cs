namespace SmolCode.CodeAnalysis;

/// <summary>A place that was edited lately: code near it is likelier to be meant than other code that is as much alike.</summary>
/// <param name="Path">Absolute path of the file.</param>
/// <param name="Line">The line as it was counted then, 0-based.</param>
public readonly record struct RecentEdit(string Path, int Line);
