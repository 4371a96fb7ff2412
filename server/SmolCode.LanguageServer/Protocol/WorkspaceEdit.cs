using System.Collections.Immutable;
using System.Text.Json;

namespace SmolCode.LanguageServer.Protocol;

/// <summary>Changes of files.</summary>
/// <param name="DocumentChanges">Files to create and edits of documents, in order.</param>
internal sealed record WorkspaceEdit(ImmutableArray<JsonElement> DocumentChanges);
