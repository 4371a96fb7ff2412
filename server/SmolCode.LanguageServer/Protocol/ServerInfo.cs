namespace SmolCode.LanguageServer.Protocol;

/// <summary>Who this server is.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version.</param>
internal sealed record ServerInfo(string Name, string Version);
