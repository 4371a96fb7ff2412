using System.Text.Json;

namespace SmolCode.LanguageServer.Protocol;

/// <summary>Answer of <c>smolcode/learnPlan</c>.</summary>
/// <param name="Plan">What learning would do, as <c>smolcode learn --plan --json</c> tells it.</param>
internal sealed record LearnPlanResult(JsonElement Plan);
