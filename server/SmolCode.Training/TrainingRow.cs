namespace SmolCode.Training;

/// <summary>Tokens of one or several examples side by side.</summary>
/// <param name="Tokens">As many as a row has; what is left over is filled with the end token.</param>
/// <param name="Weights">How much predicting each of these tokens from those before it counts in the loss; 0: not at all.</param>
public sealed record TrainingRow(int[] Tokens, float[] Weights);
