namespace SmolCode.LanguageServer.Protocol;

/// <summary>How documents are kept in step.</summary>
/// <param name="OpenClose">Opening and closing is told.</param>
/// <param name="Change">2: changes are sent as edits.</param>
/// <param name="Save">Saving is told.</param>
internal sealed record TextDocumentSyncOptions(bool OpenClose, int Change, SaveOptions Save);
