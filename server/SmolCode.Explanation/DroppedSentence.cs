namespace SmolCode.Explanation;

/// <summary>A sentence by the model that is not shown.</summary>
/// <param name="Text">What it wrote.</param>
/// <param name="Reason">What of it is not among the facts.</param>
public sealed record DroppedSentence(string Text, string Reason);
