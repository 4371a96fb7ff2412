namespace SmolCode.LanguageServer.Protocol;

/// <summary>Answer of <c>textDocument/hover</c>.</summary>
/// <param name="Contents">What is shown.</param>
/// <param name="Range">The name that it is about.</param>
internal sealed record HoverResult(MarkupContent Contents, Range Range);
