namespace SmolCode.LanguageServer.Protocol;

/// <summary>Files to watch.</summary>
/// <param name="GlobPattern">Their pattern.</param>
internal sealed record WatchedFilePattern(string GlobPattern);
