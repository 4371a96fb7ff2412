namespace SmolCode.LanguageServer.Protocol;

/// <summary>Parameters of <c>textDocument/didClose</c>.</summary>
/// <param name="TextDocument">The document.</param>
internal sealed record DidCloseTextDocumentParams(TextDocumentIdentifier TextDocument);
