namespace SmolCode.LanguageServer.Protocol;

/// <summary>Something happened to a file.</summary>
/// <param name="Uri">The file.</param>
/// <param name="Type">1 created, 2 changed, 3 deleted.</param>
internal sealed record FileEvent(string Uri, int Type);
