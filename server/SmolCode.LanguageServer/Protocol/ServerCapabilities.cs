namespace SmolCode.LanguageServer.Protocol;

/// <summary>What this server can do.</summary>
/// <param name="PositionEncoding">The chosen position encoding.</param>
/// <param name="TextDocumentSync">How documents are kept in step.</param>
/// <param name="InlineCompletionProvider">Inline completion.</param>
/// <param name="ExecuteCommandProvider">Commands.</param>
/// <param name="Workspace">Workspace folders.</param>
/// <param name="Experimental">What is beyond the specification.</param>
internal sealed record ServerCapabilities(
    string PositionEncoding,
    TextDocumentSyncOptions TextDocumentSync,
    InlineCompletionOptions InlineCompletionProvider,
    ExecuteCommandOptions ExecuteCommandProvider,
    ServerWorkspaceCapabilities Workspace,
    ExperimentalCapabilities? Experimental = null
);
