using System.Text.Json;

namespace SmolCode.LanguageServer.Protocol;

/// <summary>Parameters of <c>$/progress</c> under the token of a request about a model.</summary>
/// <param name="Token">The client's.</param>
/// <param name="Value">How far it is.</param>
internal sealed record ModelProgressParams(JsonElement Token, ModelProgress Value);
