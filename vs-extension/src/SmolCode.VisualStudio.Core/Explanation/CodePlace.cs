using SmolCode.VisualStudio.Protocol;

namespace SmolCode.VisualStudio.Explanation;

/// <summary>A place in a file that a link of an explanation names.</summary>
/// <param name="Path">Absolute path.</param>
/// <param name="Range">Counted from 0.</param>
public sealed record CodePlace(string Path, LineRange Range);
