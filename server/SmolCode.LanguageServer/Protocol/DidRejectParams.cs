namespace SmolCode.LanguageServer.Protocol;

/// <summary>Parameters of <c>smolcode/didReject</c>.</summary>
/// <param name="Id">The suggestion.</param>
internal sealed record DidRejectParams(string Id);
