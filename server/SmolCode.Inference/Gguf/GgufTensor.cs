using System.Collections.Immutable;

namespace SmolCode.Inference.Gguf;

/// <summary>A tensor as its file describes it.</summary>
/// <param name="Name">E.g. blk.0.attn_q.weight.</param>
/// <param name="Dimensions">Innermost first: columns, rows, …</param>
/// <param name="Type">Storage layout.</param>
/// <param name="Position">Absolute position of the data in the file, in bytes.</param>
internal sealed record GgufTensor(string Name, ImmutableArray<long> Dimensions, GgufTensorType Type, long Position)
{
    /// <summary>Values in all.</summary>
    public long Count => Dimensions.Aggregate(1L, (product, d) => product * d);

    /// <summary>Size in bytes of <paramref name="count"/> values of <paramref name="type"/>; null for a type not known here.</summary>
    public static long? SizeOf(GgufTensorType type, long count)
    {
        // Values and bytes of a block (ggml.c, type_traits).
        (int Values, int Bytes)? block = (int)type switch
        {
            0 or 26 => (1, 4),
            1 or 25 or 30 => (1, 2),
            24 => (1, 1),
            27 or 28 => (1, 8),
            2 => (32, 18),
            3 => (32, 20),
            6 => (32, 22),
            7 => (32, 24),
            8 => (32, 34),
            10 => (256, 84),
            11 => (256, 110),
            12 => (256, 144),
            13 => (256, 176),
            14 => (256, 210),
            15 => (256, 292),
            20 => (32, 18),
            23 => (256, 136),
            _ => null,
        };
        return block is { } b ? count / b.Values * b.Bytes : null;
    }
}
