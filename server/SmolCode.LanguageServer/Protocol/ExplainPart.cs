namespace SmolCode.LanguageServer.Protocol;

/// <summary>A part of an explanation that comes ahead of the answer; parts are appended, and the answer replaces them.</summary>
/// <param name="Markdown">Markdown to put after the parts before.</param>
internal sealed record ExplainPart(string Markdown);
