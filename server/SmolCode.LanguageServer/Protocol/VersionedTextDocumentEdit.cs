using System.Collections.Immutable;

namespace SmolCode.LanguageServer.Protocol;

/// <summary>Edits of one document at one version, as a part of a workspace edit.</summary>
/// <param name="TextDocument">The document; at another version the client refuses.</param>
/// <param name="Edits">The edits; none overlaps another.</param>
internal sealed record VersionedTextDocumentEdit(VersionedTextDocumentIdentifier TextDocument, ImmutableArray<TextEdit> Edits);
