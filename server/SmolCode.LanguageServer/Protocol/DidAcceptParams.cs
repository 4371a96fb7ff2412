namespace SmolCode.LanguageServer.Protocol;

/// <summary>Parameters of <c>smolcode/didAccept</c>.</summary>
/// <param name="Id">The suggestion.</param>
/// <param name="AcceptedLength">How much of it was taken, in UTF-16 units; null: all.</param>
internal sealed record DidAcceptParams(string Id, int? AcceptedLength = null);
