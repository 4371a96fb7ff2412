namespace SmolCode.LanguageServer.Protocol;

/// <summary>Parameters of <c>textDocument/hover</c>.</summary>
/// <param name="TextDocument">The document.</param>
/// <param name="Position">Where the pointer is.</param>
internal sealed record HoverParams(TextDocumentIdentifier TextDocument, Position Position);
