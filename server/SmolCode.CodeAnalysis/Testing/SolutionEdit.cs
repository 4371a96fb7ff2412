namespace SmolCode.CodeAnalysis.Testing;

/// <summary>A solution file that a new project is added to.</summary>
/// <param name="Path">Absolute path of the .sln or .slnx file.</param>
/// <param name="Before">Its text.</param>
/// <param name="After">Its text with the project.</param>
public sealed record SolutionEdit(string Path, string Before, string After);
