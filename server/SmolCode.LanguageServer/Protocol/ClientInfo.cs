namespace SmolCode.LanguageServer.Protocol;

/// <summary>Who the client is.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version.</param>
internal sealed record ClientInfo(string Name, string? Version = null);
