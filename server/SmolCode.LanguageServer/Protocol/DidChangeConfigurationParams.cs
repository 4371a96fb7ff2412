using System.Text.Json;

namespace SmolCode.LanguageServer.Protocol;

/// <summary>Parameters of <c>workspace/didChangeConfiguration</c>.</summary>
/// <param name="Settings">The changed settings; null from clients that are asked for them.</param>
internal sealed record DidChangeConfigurationParams(JsonElement? Settings = null);
