using SmolCode.Inference;

namespace SmolCode.Training.Rows;

/// <summary>A prompt with its answer as tokens.</summary>
/// <param name="Tokens">All of them.</param>
/// <param name="Weights">Theirs.</param>
/// <param name="PromptTokens">How many of them are the prompt.</param>
/// <param name="Prompt">What the prompt was made of; null: a stretch of a file, without a prompt.</param>
/// <param name="Middle">The text that the answer is, without what healing gives back of the prompt.</param>
internal sealed record Example(int[] Tokens, float[] Weights, int PromptTokens, FillInPrompt? Prompt, string Middle);
