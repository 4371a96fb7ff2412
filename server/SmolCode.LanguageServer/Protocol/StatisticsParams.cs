namespace SmolCode.LanguageServer.Protocol;

/// <summary>Parameters of <c>smolcode/statistics</c>; they may be left out.</summary>
/// <param name="Days">Days of the log that are told of, 1 to 90; null: 30.</param>
internal sealed record StatisticsParams(int? Days = null);
