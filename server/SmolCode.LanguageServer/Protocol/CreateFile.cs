namespace SmolCode.LanguageServer.Protocol;

/// <summary>Creates a file, as a part of a workspace edit.</summary>
/// <param name="Kind">create</param>
/// <param name="Uri">The file.</param>
internal sealed record CreateFile(string Kind, string Uri);
