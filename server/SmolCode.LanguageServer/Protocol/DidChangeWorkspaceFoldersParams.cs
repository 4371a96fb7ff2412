namespace SmolCode.LanguageServer.Protocol;

/// <summary>Parameters of <c>workspace/didChangeWorkspaceFolders</c>.</summary>
/// <param name="Event">What changed.</param>
internal sealed record DidChangeWorkspaceFoldersParams(WorkspaceFoldersChangeEvent Event);
