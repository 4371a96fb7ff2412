namespace SmolCode.LanguageServer.Protocol;

/// <summary>Parameters of <c>textDocument/didSave</c>.</summary>
/// <param name="TextDocument">The document.</param>
internal sealed record DidSaveTextDocumentParams(TextDocumentIdentifier TextDocument);
