namespace SmolCode.LanguageServer.Protocol;

/// <summary>Parameters of <c>smolcode/didChangeTrust</c>.</summary>
/// <param name="Trusted">The user trusts the workspace now.</param>
internal sealed record DidChangeTrustParams(bool Trusted);
