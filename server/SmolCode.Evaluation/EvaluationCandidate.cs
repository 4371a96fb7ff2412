namespace SmolCode.Evaluation;

/// <summary>A candidate as an evaluation records it.</summary>
/// <param name="Text">Its text.</param>
/// <param name="LogProbability">Sum over its tokens.</param>
/// <param name="Tokens">Number of its tokens.</param>
/// <param name="Passed">It passed the checks.</param>
public sealed record EvaluationCandidate(string Text, double LogProbability, int Tokens, bool Passed);
