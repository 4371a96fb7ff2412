namespace SmolCode.VisualStudio.Packaging;

/// <summary>What was packed.</summary>
/// <param name="Path">The file.</param>
/// <param name="Names">The names of what is in it.</param>
/// <param name="Warnings">What a user should know of it.</param>
internal sealed record PackingResult(string Path, IReadOnlyList<string> Names, IReadOnlyList<string> Warnings);
