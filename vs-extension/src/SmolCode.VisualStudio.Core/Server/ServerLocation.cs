namespace SmolCode.VisualStudio.Server;

/// <summary>A server that was found, or why there is none. One of both is null.</summary>
/// <param name="Program">What to start.</param>
/// <param name="Problem">What to tell the user.</param>
public sealed record ServerLocation(ServerProgram? Program, string? Problem);
