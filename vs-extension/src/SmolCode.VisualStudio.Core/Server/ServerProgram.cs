namespace SmolCode.VisualStudio.Server;

/// <summary>A program to start, without the arguments that every server gets.</summary>
/// <param name="Command">Absolute path of what is started.</param>
/// <param name="FirstArgument">The assembly that <paramref name="Command"/> is to run; null when it is the server itself.</param>
/// <param name="Folder">Where it is started: its own folder, never one of the workspace, so that nothing there can change what runs.</param>
/// <param name="Source">Where it comes from.</param>
public sealed record ServerProgram(string Command, string? FirstArgument, string Folder, ServerSource Source);
