namespace SmolCode.LanguageServer.Protocol;

/// <summary>A folder that is open in the editor.</summary>
/// <param name="Uri">The folder's URI.</param>
/// <param name="Name">Its name in the editor.</param>
internal sealed record WorkspaceFolder(string Uri, string Name = "");
