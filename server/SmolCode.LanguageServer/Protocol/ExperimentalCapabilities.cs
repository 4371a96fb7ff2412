namespace SmolCode.LanguageServer.Protocol;

/// <summary>What a server can do beside the protocol; each server under its own name.</summary>
/// <param name="Smolcode">This server.</param>
internal sealed record ExperimentalCapabilities(SmolCodeCapabilities Smolcode);
