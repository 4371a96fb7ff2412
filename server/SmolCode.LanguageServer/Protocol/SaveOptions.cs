namespace SmolCode.LanguageServer.Protocol;

/// <summary>How saving is told.</summary>
/// <param name="IncludeText">With the text.</param>
internal sealed record SaveOptions(bool IncludeText);
