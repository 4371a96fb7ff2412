namespace SmolCode.CodeAnalysis;

/// <summary>What stands at a place like the cursor's elsewhere, with its names replaced by those that stand for them here.</summary>
/// <param name="Text">From the cursor on, '\n' newlines.</param>
/// <param name="Lines">Lines before it that have the same shape.</param>
/// <param name="SameNames">Names in those lines that are the same, 0 to 1.</param>
/// <param name="Places">Places that say the same.</param>
/// <param name="IsSameFile">It stands in the document itself.</param>
public sealed record AnalogousCode(string Text, int Lines, double SameNames, int Places, bool IsSameFile);
