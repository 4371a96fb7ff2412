using System.Collections.Immutable;

namespace SmolCode.LanguageServer.Protocol;

/// <summary>Folders were added or removed.</summary>
/// <param name="Added">New folders.</param>
/// <param name="Removed">Folders that are gone.</param>
internal sealed record WorkspaceFoldersChangeEvent(ImmutableArray<WorkspaceFolder> Added, ImmutableArray<WorkspaceFolder> Removed);
