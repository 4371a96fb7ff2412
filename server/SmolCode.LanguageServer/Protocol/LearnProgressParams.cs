using System.Text.Json;
using SmolCode.LanguageServer.Learning;

namespace SmolCode.LanguageServer.Protocol;

/// <summary>Parameters of <c>$/progress</c> under the token of <c>smolcode/learn</c>.</summary>
/// <param name="Token">The client's.</param>
/// <param name="Value">Where it is.</param>
internal sealed record LearnProgressParams(JsonElement Token, LearnLine Value);
