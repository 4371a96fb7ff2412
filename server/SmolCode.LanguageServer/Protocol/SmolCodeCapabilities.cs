namespace SmolCode.LanguageServer.Protocol;

/// <summary>Requests of this server that clients use only when they are announced.</summary>
/// <param name="Explain"><c>smolcode/explain</c> is there.</param>
/// <param name="GenerateTests"><c>smolcode/generateTests</c> is there.</param>
internal sealed record SmolCodeCapabilities(bool Explain, bool GenerateTests);
