using System.Collections.Immutable;

namespace SmolCode.LanguageServer.Protocol;

/// <summary>Parameters of <c>workspace/didChangeWatchedFiles</c>.</summary>
/// <param name="Changes">What happened to which files.</param>
internal sealed record DidChangeWatchedFilesParams(ImmutableArray<FileEvent> Changes);
