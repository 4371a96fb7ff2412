namespace SmolCode.LanguageServer.Protocol;

/// <summary>Parameters of <c>smolcode/didShow</c>.</summary>
/// <param name="Id">The suggestion.</param>
internal sealed record DidShowParams(string Id);
