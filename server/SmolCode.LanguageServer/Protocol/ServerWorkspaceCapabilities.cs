namespace SmolCode.LanguageServer.Protocol;

/// <summary>What this server does around the workspace.</summary>
/// <param name="WorkspaceFolders">Workspace folders.</param>
internal sealed record ServerWorkspaceCapabilities(WorkspaceFoldersServerCapabilities WorkspaceFolders);
