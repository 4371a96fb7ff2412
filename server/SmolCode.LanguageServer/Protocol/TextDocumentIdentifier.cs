namespace SmolCode.LanguageServer.Protocol;

/// <summary>Names a document.</summary>
/// <param name="Uri">The document's URI, as the client writes it.</param>
internal sealed record TextDocumentIdentifier(string Uri);
