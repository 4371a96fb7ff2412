namespace SmolCode.VisualStudio.Documents;

/// <summary>A change of a document; offsets and places in the text before it.</summary>
/// <param name="Offset">Where it begins, in UTF-16 units.</param>
/// <param name="Length">How much is replaced.</param>
/// <param name="Text">What stands there afterwards.</param>
/// <param name="Range">The same as lines and characters.</param>
public sealed record TextChange(int Offset, int Length, string Text, Protocol.LineRange Range);
