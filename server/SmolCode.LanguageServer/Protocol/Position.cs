namespace SmolCode.LanguageServer.Protocol;

/// <summary>A place in a text document: line and offset in the line, both 0-based. The unit of <paramref name="Character"/> is the negotiated position encoding.</summary>
/// <param name="Line">Line. Wider than LSP's uinteger, so that a client's "infinity" is clamped rather than refused.</param>
/// <param name="Character">Offset in the line, in units of the position encoding.</param>
internal sealed record Position(long Line, long Character);
