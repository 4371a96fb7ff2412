namespace SmolCode.LanguageServer.Protocol;

/// <summary>What edits of the workspace may hold.</summary>
/// <param name="DocumentChanges">Edits of documents at a version.</param>
internal sealed record WorkspaceEditClientCapabilities(bool DocumentChanges = false);
