namespace SmolCode.LanguageServer.Protocol;

/// <summary>A range in a text document; the end is exclusive.</summary>
/// <param name="Start">First position.</param>
/// <param name="End">Position after the last one.</param>
internal sealed record Range(Position Start, Position End);
