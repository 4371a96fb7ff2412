using System.Text.Json;

namespace SmolCode.LanguageServer.Protocol;

/// <summary>Parameters of <c>smolcode/learn</c>.</summary>
/// <param name="Minutes">Minutes of steps; those of earlier runs that are gone on with count.</param>
/// <param name="Resume">Go on with what is kept of an earlier run.</param>
/// <param name="PartialResultToken">Progress is sent under it; null: none is.</param>
internal sealed record LearnParams(double Minutes, bool Resume = false, JsonElement? PartialResultToken = null);
