namespace SmolCode.LanguageServer.Protocol;

/// <summary>Replaces a range of a document.</summary>
/// <param name="Range">The range.</param>
/// <param name="NewText">What stands there then.</param>
internal sealed record TextEdit(Range Range, string NewText);
