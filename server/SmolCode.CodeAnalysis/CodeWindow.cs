namespace SmolCode.CodeAnalysis;

/// <summary>A window of lines of a file in the workspace.</summary>
/// <param name="Path">Path relative to the workspace, '/' as separator.</param>
/// <param name="StartLine">First line, 0-based.</param>
/// <param name="Text">The lines.</param>
/// <param name="Score">Sum over shared identifiers of 1/sqrt(1 + windows that hold it); comparable within one query.</param>
public sealed record CodeWindow(string Path, int StartLine, string Text, double Score);
