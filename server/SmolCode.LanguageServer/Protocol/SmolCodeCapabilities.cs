namespace SmolCode.LanguageServer.Protocol;

/// <summary>Requests of this server that clients use only when they are announced.</summary>
/// <param name="Explain"><c>smolcode/explain</c> is there.</param>
/// <param name="GenerateTests"><c>smolcode/generateTests</c> is there.</param>
/// <param name="Statistics"><c>smolcode/statistics</c> takes a number of days, and <c>smolcode/eraseLog</c> is there.</param>
/// <param name="Models"><c>smolcode/models</c> is there, and the requests that go with it.</param>
/// <param name="Learn"><c>smolcode/learn</c> is there, and the requests that go with it.</param>
internal sealed record SmolCodeCapabilities(bool Explain, bool GenerateTests, bool Statistics, bool Models, bool Learn);
