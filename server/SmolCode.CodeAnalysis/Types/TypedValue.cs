namespace SmolCode.CodeAnalysis.Types;

/// <summary>An expression of a wanted type.</summary>
/// <param name="Text">Its code.</param>
/// <param name="Plausibility">How likely it is meant, to be compared with other values for the same place only.</param>
internal readonly record struct TypedValue(string Text, double Plausibility);
