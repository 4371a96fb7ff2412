using System.Text.Json;

namespace SmolCode.LanguageServer.Protocol;

/// <summary>Answer of <c>smolcode/learn</c>.</summary>
/// <param name="Message">What came of it, for people.</param>
/// <param name="Used">It is used in the workspace: by servers that are started from now on.</param>
/// <param name="Adapter">The report of what was learned, as <c>smolcode learn --json</c> tells it.</param>
/// <param name="Proof">What it is worth; null: nothing could be proven.</param>
internal sealed record LearnResult(string Message, bool Used, JsonElement? Adapter = null, JsonElement? Proof = null);
