using System.Collections.Immutable;

namespace SmolCode.LanguageServer.Protocol;

/// <summary>Parameters of <c>textDocument/didChange</c>.</summary>
/// <param name="TextDocument">The document and its version after all changes.</param>
/// <param name="ContentChanges">The changes, each to be applied to the result of those before it.</param>
internal sealed record DidChangeTextDocumentParams(
    VersionedTextDocumentIdentifier TextDocument,
    ImmutableArray<TextDocumentContentChangeEvent> ContentChanges
);
