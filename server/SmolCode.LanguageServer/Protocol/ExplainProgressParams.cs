using System.Text.Json;

namespace SmolCode.LanguageServer.Protocol;

/// <summary>Parameters of <c>$/progress</c> with a part of an explanation.</summary>
/// <param name="Token">The token of the request.</param>
/// <param name="Value">The part.</param>
internal sealed record ExplainProgressParams(JsonElement Token, ExplainPart Value);
