using System.Collections.Immutable;

namespace SmolCode.LanguageServer.Protocol;

/// <summary>Which files are watched.</summary>
/// <param name="Watchers">The patterns.</param>
internal sealed record DidChangeWatchedFilesRegistrationOptions(ImmutableArray<WatchedFilePattern> Watchers);
