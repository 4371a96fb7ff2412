using SmolCode.VisualStudio.Protocol;

namespace SmolCode.VisualStudio.Documents;

/// <summary>A change of a text.</summary>
/// <param name="Range">What is replaced.</param>
/// <param name="NewText">What stands there afterwards.</param>
public sealed record TextEdit(LineRange Range, string NewText);
