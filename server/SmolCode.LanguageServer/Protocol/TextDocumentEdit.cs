using System.Collections.Immutable;

namespace SmolCode.LanguageServer.Protocol;

/// <summary>Edits of one document, as a part of a workspace edit.</summary>
/// <param name="TextDocument">The document; without a version, whatever it is.</param>
/// <param name="Edits">The edits; none overlaps another.</param>
internal sealed record TextDocumentEdit(TextDocumentIdentifier TextDocument, ImmutableArray<TextEdit> Edits);
