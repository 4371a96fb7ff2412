namespace SmolCode.LanguageServer.Protocol;

/// <summary>Answer of <c>smolcode/discardLearning</c>.</summary>
/// <param name="Message">What was done, for people.</param>
internal sealed record DiscardLearningResult(string Message);
