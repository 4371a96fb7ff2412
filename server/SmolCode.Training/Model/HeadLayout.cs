namespace SmolCode.Training.Model;

/// <summary>Where the heads of attention lie in a row of queries, keys and values.</summary>
/// <param name="Length">Tokens of a row of text.</param>
/// <param name="Heads">Heads with queries of their own.</param>
/// <param name="KeyHeads">Heads with keys and values of their own.</param>
/// <param name="HeadWidth">Numbers of a head.</param>
internal readonly record struct HeadLayout(int Length, int Heads, int KeyHeads, int HeadWidth)
{
    /// <summary>Heads that share keys and values.</summary>
    public int GroupSize => Heads / KeyHeads;

    /// <summary>Numbers of a token.</summary>
    public int Width => (Heads + (2 * KeyHeads)) * HeadWidth;

    /// <summary>Column of a key head's first number.</summary>
    public int KeyStart(int head) => (Heads + head) * HeadWidth;

    /// <summary>Column of a value head's first number.</summary>
    public int ValueStart(int head) => (Heads + KeyHeads + head) * HeadWidth;
}
