namespace SmolCode.LanguageServer.Protocol;

/// <summary>Names a version of a document.</summary>
/// <param name="Uri">The document's URI.</param>
/// <param name="Version">The version after the change.</param>
internal sealed record VersionedTextDocumentIdentifier(string Uri, int Version);
