namespace SmolCode.LanguageServer.Protocol;

/// <summary>What this server can do beyond the specification.</summary>
/// <param name="Smolcode">Its own methods.</param>
internal sealed record ExperimentalCapabilities(SmolCodeCapabilities Smolcode);
