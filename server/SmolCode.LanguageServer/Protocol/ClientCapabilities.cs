namespace SmolCode.LanguageServer.Protocol;

/// <summary>What the client can do, as far as it matters here.</summary>
/// <param name="General">General capabilities.</param>
/// <param name="Workspace">Capabilities around the workspace.</param>
/// <param name="Window">Capabilities of its window.</param>
internal sealed record ClientCapabilities(
    GeneralClientCapabilities? General = null,
    WorkspaceClientCapabilities? Workspace = null,
    WindowClientCapabilities? Window = null
);
