using System.Collections.Immutable;
using System.Text.Json;

namespace SmolCode.LanguageServer.Protocol;

/// <summary>Changes of files, in one of two forms.</summary>
/// <param name="DocumentChanges">Files to create and edits of documents, in order.</param>
/// <param name="Changes">Edits by document, for clients that know no <paramref name="DocumentChanges"/>.</param>
internal sealed record WorkspaceEdit(
    ImmutableArray<JsonElement>? DocumentChanges = null,
    IReadOnlyDictionary<string, ImmutableArray<TextEdit>>? Changes = null
);
