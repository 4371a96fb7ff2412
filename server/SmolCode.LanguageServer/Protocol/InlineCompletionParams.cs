namespace SmolCode.LanguageServer.Protocol;

/// <summary>Parameters of <c>textDocument/inlineCompletion</c>.</summary>
/// <param name="TextDocument">The document.</param>
/// <param name="Position">The cursor.</param>
/// <param name="Context">How it was asked for; null from clients of older drafts: taken as automatic.</param>
internal sealed record InlineCompletionParams(
    TextDocumentIdentifier TextDocument,
    Position Position,
    InlineCompletionContext? Context = null
);
