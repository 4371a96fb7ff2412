namespace SmolCode.CodeAnalysis.Testing;

/// <summary>An error of a test file.</summary>
/// <param name="Method">Name of the method that it is in; null when it is in none.</param>
/// <param name="Message">Id and message.</param>
public sealed record TestFileError(string? Method, string Message);
