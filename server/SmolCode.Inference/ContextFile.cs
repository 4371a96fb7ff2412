namespace SmolCode.Inference;

/// <summary>A piece of another file, or a declaration, that is shown to the model.</summary>
/// <param name="Path">Path relative to the workspace, '/' as separator.</param>
/// <param name="Text">The lines.</param>
public sealed record ContextFile(string Path, string Text);
