namespace SmolCode.Training.Model;

/// <summary>A linear layer and its low-rank update.</summary>
/// <param name="Name">The tensor's name, e.g. blk.0.attn_q.weight.</param>
/// <param name="Inputs">Numbers of an input.</param>
/// <param name="Outputs">Numbers of an output.</param>
/// <param name="OffsetA">Where A, rank by inputs, begins in the parameters.</param>
/// <param name="OffsetB">Where B, outputs by rank, begins in the parameters.</param>
internal sealed record AdaptedPart(string Name, int Inputs, int Outputs, int OffsetA, int OffsetB);
