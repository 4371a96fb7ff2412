namespace SmolCode.Inference.Prompting;

/// <summary>A prompt as tokens.</summary>
/// <param name="Tokens">What the model is shown; at least one token.</param>
/// <param name="HeldBack">Bytes at the end of the prefix that are not in <paramref name="Tokens"/>: every answer begins with them.</param>
internal sealed record EncodedPrompt(int[] Tokens, byte[] HeldBack);
