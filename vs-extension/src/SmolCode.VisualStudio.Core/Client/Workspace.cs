namespace SmolCode.VisualStudio.Client;

/// <summary>What Visual Studio has open.</summary>
/// <param name="Folder">The folder of the solution, or the opened folder; null: neither.</param>
/// <param name="Trusted">
/// Its build logic may be run. Visual Studio asks before it loads a solution that it does not trust, and has run its build logic once it is
/// loaded: a loaded solution is trusted, anything else is not.
/// </param>
public sealed record Workspace(string? Folder, bool Trusted);
