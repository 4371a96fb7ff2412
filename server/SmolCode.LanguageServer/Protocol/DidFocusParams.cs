namespace SmolCode.LanguageServer.Protocol;

/// <summary>Parameters of <c>smolcode/didFocus</c>.</summary>
/// <param name="TextDocument">The document that the user looks at.</param>
/// <param name="Position">The cursor.</param>
internal sealed record DidFocusParams(TextDocumentIdentifier TextDocument, Position Position);
