namespace SmolCode.LanguageServer.Protocol;

/// <summary>Capabilities of a client's window.</summary>
/// <param name="WorkDoneProgress">It shows progress that the server begins.</param>
internal sealed record WindowClientCapabilities(bool WorkDoneProgress = false);
