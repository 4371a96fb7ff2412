namespace SmolCode.LanguageServer.Protocol;

/// <summary>What this server can do.</summary>
/// <param name="PositionEncoding">The chosen position encoding.</param>
/// <param name="TextDocumentSync">How documents are kept in step.</param>
/// <param name="InlineCompletionProvider">Inline completion.</param>
/// <param name="ExecuteCommandProvider">Commands.</param>
/// <param name="HoverProvider">Explanations on hover, for clients that ask for them.</param>
/// <param name="Workspace">Workspace folders.</param>
/// <param name="Experimental">What is beside the protocol.</param>
internal sealed record ServerCapabilities(
    string PositionEncoding,
    TextDocumentSyncOptions TextDocumentSync,
    InlineCompletionOptions InlineCompletionProvider,
    ExecuteCommandOptions ExecuteCommandProvider,
    bool HoverProvider,
    ServerWorkspaceCapabilities Workspace,
    ExperimentalCapabilities Experimental
);
