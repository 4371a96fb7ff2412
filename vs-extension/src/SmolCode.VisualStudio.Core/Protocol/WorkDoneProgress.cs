namespace SmolCode.VisualStudio.Protocol;

/// <summary>How far a long piece of work of the server is.</summary>
/// <param name="Token">Which.</param>
/// <param name="Text">What is done; empty when there is nothing new to say.</param>
/// <param name="Percentage">0 to 100; null: unknown.</param>
/// <param name="IsOver">It ended.</param>
public sealed record WorkDoneProgress(string Token, string Text, int? Percentage, bool IsOver);
