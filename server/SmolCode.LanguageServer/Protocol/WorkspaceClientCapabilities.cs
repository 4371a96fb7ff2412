namespace SmolCode.LanguageServer.Protocol;

/// <summary>Capabilities of a client around the workspace.</summary>
/// <param name="Configuration">It answers <c>workspace/configuration</c>.</param>
/// <param name="WorkspaceFolders">It knows several folders.</param>
/// <param name="DidChangeConfiguration">How it tells of changed settings.</param>
/// <param name="DidChangeWatchedFiles">How it watches files.</param>
/// <param name="ApplyEdit">It applies edits that the server asks for.</param>
/// <param name="WorkspaceEdit">What such edits may hold.</param>
internal sealed record WorkspaceClientCapabilities(
    bool Configuration = false,
    bool WorkspaceFolders = false,
    DynamicRegistrationCapability? DidChangeConfiguration = null,
    DynamicRegistrationCapability? DidChangeWatchedFiles = null,
    bool ApplyEdit = false,
    WorkspaceEditClientCapabilities? WorkspaceEdit = null
);
