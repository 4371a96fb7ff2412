using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SmolCode.Inference.Gguf;

/// <summary>
/// Blocks of 32 values to and from 32-bit floats (layouts: ggml-common.h; arithmetic of Q8_0: server/models/training/gguf.py and merge.py, of Q4_0
/// and Q4_1: ggml-quants.c, bit for bit: products and sums are rounded one after the other).
/// </summary>
internal static class BlockFormats
{
    /// <summary>Values of a block.</summary>
    public const int BlockSize = 32;

    /// <summary>Bytes of a Q8_0 block: f16 scale, 32 signed bytes.</summary>
    public const int Q8Bytes = 34;

    /// <summary>Bytes of a Q4_0 block: f16 scale, 32 nibbles.</summary>
    public const int Q4Bytes = 18;

    /// <summary>Bytes of a Q4_1 block: f16 scale, f16 minimum, 32 nibbles.</summary>
    public const int Q4WithMinimumBytes = 20;

    /// <summary>Types that <see cref="Decode"/> reads.</summary>
    public static bool CanDecode(GgufTensorType type) =>
        type
            is GgufTensorType.F32
                or GgufTensorType.F16
                or GgufTensorType.BF16
                or GgufTensorType.Q4_0
                or GgufTensorType.Q4_1
                or GgufTensorType.Q8_0;

    /// <summary>Decodes <paramref name="values"/>.Length values (whole blocks for block types).</summary>
    public static void Decode(GgufTensorType type, ReadOnlySpan<byte> data, Span<float> values)
    {
        switch (type)
        {
            case GgufTensorType.F32:
                for (var i = 0; i < values.Length; i++)
                {
                    values[i] = BinaryPrimitives.ReadSingleLittleEndian(data[(4 * i)..]);
                }

                break;
            case GgufTensorType.F16:
                for (var i = 0; i < values.Length; i++)
                {
                    values[i] = (float)BinaryPrimitives.ReadHalfLittleEndian(data[(2 * i)..]);
                }

                break;
            case GgufTensorType.BF16:
                for (var i = 0; i < values.Length; i++)
                {
                    values[i] = BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(data[(2 * i)..]) << 16);
                }

                break;
            case GgufTensorType.Q4_0:
                for (var b = 0; b < values.Length / BlockSize; b++)
                {
                    var block = data.Slice(b * Q4Bytes, Q4Bytes);
                    var scale = (float)BinaryPrimitives.ReadHalfLittleEndian(block);
                    DecodeNibbles(block[2..], scale, -8 * scale, values.Slice(b * BlockSize, BlockSize));
                }

                break;
            case GgufTensorType.Q4_1:
                for (var b = 0; b < values.Length / BlockSize; b++)
                {
                    var block = data.Slice(b * Q4WithMinimumBytes, Q4WithMinimumBytes);
                    var scale = (float)BinaryPrimitives.ReadHalfLittleEndian(block);
                    var low = (float)BinaryPrimitives.ReadHalfLittleEndian(block[2..]);
                    DecodeNibbles(block[4..], scale, low, values.Slice(b * BlockSize, BlockSize));
                }

                break;
            case GgufTensorType.Q8_0:
                for (var b = 0; b < values.Length / BlockSize; b++)
                {
                    var block = data.Slice(b * Q8Bytes, Q8Bytes);
                    var scale = (float)BinaryPrimitives.ReadHalfLittleEndian(block);
                    for (var i = 0; i < BlockSize; i++)
                    {
                        values[(b * BlockSize) + i] = (sbyte)block[2 + i] * scale;
                    }
                }

                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(type), type, "This layout is not decoded.");
        }
    }

    /// <summary>Encodes <paramref name="values"/>.Length values (whole blocks for block types) as a type that <see cref="Decode"/> reads, BF16 apart.</summary>
    public static void Encode(GgufTensorType type, ReadOnlySpan<float> values, Span<byte> data)
    {
        switch (type)
        {
            case GgufTensorType.F32:
                for (var i = 0; i < values.Length; i++)
                {
                    BinaryPrimitives.WriteSingleLittleEndian(data[(4 * i)..], values[i]);
                }

                break;
            case GgufTensorType.F16:
                for (var i = 0; i < values.Length; i++)
                {
                    BinaryPrimitives.WriteHalfLittleEndian(data[(2 * i)..], (Half)values[i]);
                }

                break;
            case GgufTensorType.Q4_0:
                for (var b = 0; b < values.Length / BlockSize; b++)
                {
                    EncodeQ4(values.Slice(b * BlockSize, BlockSize), data.Slice(b * Q4Bytes, Q4Bytes));
                }

                break;
            case GgufTensorType.Q4_1:
                for (var b = 0; b < values.Length / BlockSize; b++)
                {
                    EncodeQ4WithMinimum(values.Slice(b * BlockSize, BlockSize), data.Slice(b * Q4WithMinimumBytes, Q4WithMinimumBytes));
                }

                break;
            case GgufTensorType.Q8_0:
                EncodeQ8(values, data);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(type), type, "This layout is not encoded.");
        }
    }

    /// <summary>Q8_0: d = max|x| / 127 rounded to f16, q = x / d rounded half to even, in [-127, 127].</summary>
    public static void EncodeQ8(ReadOnlySpan<float> values, Span<byte> data)
    {
        for (var b = 0; b < values.Length / BlockSize; b++)
        {
            var block = values.Slice(b * BlockSize, BlockSize);
            var target = data.Slice(b * Q8Bytes, Q8Bytes);
            var vectors = MemoryMarshal.Cast<float, Vector256<float>>(block);
            var max = Vector256.Max(
                Vector256.Max(Vector256.Abs(vectors[0]), Vector256.Abs(vectors[1])),
                Vector256.Max(Vector256.Abs(vectors[2]), Vector256.Abs(vectors[3]))
            );
            var largest = 0f;
            for (var i = 0; i < Vector256<float>.Count; i++)
            {
                largest = MathF.Max(largest, max[i]);
            }

            var half = (Half)(largest / 127f);
            BinaryPrimitives.WriteHalfLittleEndian(target, half);
            var scale = (float)half;
            var bytes = target[2..];
            if (!(scale > 0))
            {
                bytes.Clear();
                continue;
            }

            var divisor = Vector256.Create(scale);
            var limit = Vector256.Create(127f);
            for (var v = 0; v < 4; v++)
            {
                var q = Vector256.Max(Vector256.Min(Vector256.Round(vectors[v] / divisor), limit), -limit);
                var n = Vector256.ConvertToInt32(q);
                for (var i = 0; i < Vector256<int>.Count; i++)
                {
                    bytes[(v * Vector256<int>.Count) + i] = (byte)(sbyte)n[i];
                }
            }
        }
    }

    /// <summary>
    /// delta += scale · (B row) A for one row of a low-rank update: sums over the rank one after the other with fused multiply-add, as
    /// BLAS kernels do, so that results agree bit for bit.
    /// </summary>
    /// <param name="row">Values of the base row; the update is added.</param>
    /// <param name="b">One row of B: rank values.</param>
    /// <param name="a">A, rank rows of <paramref name="row"/>.Length values.</param>
    /// <param name="scale">alpha / rank.</param>
    public static void AddLowRank(Span<float> row, ReadOnlySpan<float> b, ReadOnlySpan<float> a, float scale)
    {
        var rows = MemoryMarshal.Cast<float, Vector256<float>>(row);
        var columns = row.Length / Vector256<float>.Count;
        var update = MemoryMarshal.Cast<float, Vector256<float>>(a);
        var factor = Vector256.Create(scale);
        var c = 0;
        for (; c + 4 <= columns; c += 4)
        {
            Vector256<float> s0 = default,
                s1 = default,
                s2 = default,
                s3 = default;
            for (var r = 0; r < b.Length; r++)
            {
                var x = Vector256.Create(b[r]);
                var line = update.Slice((r * columns) + c, 4);
                s0 = Vector256.FusedMultiplyAdd(x, line[0], s0);
                s1 = Vector256.FusedMultiplyAdd(x, line[1], s1);
                s2 = Vector256.FusedMultiplyAdd(x, line[2], s2);
                s3 = Vector256.FusedMultiplyAdd(x, line[3], s3);
            }

            rows[c] += factor * s0;
            rows[c + 1] += factor * s1;
            rows[c + 2] += factor * s2;
            rows[c + 3] += factor * s3;
        }

        for (; c < columns; c++)
        {
            Vector256<float> s = default;
            for (var r = 0; r < b.Length; r++)
            {
                s = Vector256.FusedMultiplyAdd(Vector256.Create(b[r]), update[(r * columns) + c], s);
            }

            rows[c] += factor * s;
        }
    }

    /// <summary>quantize_row_q4_0_ref of ggml-quants.c: the value of the largest magnitude becomes -8 times the scale.</summary>
    private static void EncodeQ4(ReadOnlySpan<float> block, Span<byte> target)
    {
        var (largest, extreme) = (0f, 0f);
        foreach (var value in block)
        {
            if (largest < MathF.Abs(value))
            {
                (largest, extreme) = (MathF.Abs(value), value);
            }
        }

        var scale = extreme / -8f;
        var inverse = scale != 0 ? 1f / scale : 0f;
        BinaryPrimitives.WriteHalfLittleEndian(target, (Half)scale);
        for (var i = 0; i < BlockSize / 2; i++)
        {
            target[2 + i] = (byte)(Nibble((block[i] * inverse) + 8.5f) | (Nibble((block[i + (BlockSize / 2)] * inverse) + 8.5f) << 4));
        }
    }

    /// <summary>quantize_row_q4_1_ref of ggml-quants.c: sixteen steps from the least value to the greatest.</summary>
    private static void EncodeQ4WithMinimum(ReadOnlySpan<float> block, Span<byte> target)
    {
        var (low, high) = (float.MaxValue, -float.MaxValue);
        foreach (var value in block)
        {
            low = value < low ? value : low;
            high = value > high ? value : high;
        }

        var scale = (high - low) / 15f;
        var inverse = scale != 0 ? 1f / scale : 0f;
        BinaryPrimitives.WriteHalfLittleEndian(target, (Half)scale);
        BinaryPrimitives.WriteHalfLittleEndian(target[2..], (Half)low);
        for (var i = 0; i < BlockSize / 2; i++)
        {
            target[4 + i] = (byte)(
                Nibble(((block[i] - low) * inverse) + 0.5f) | (Nibble(((block[i + (BlockSize / 2)] - low) * inverse) + 0.5f) << 4)
            );
        }
    }

    private static int Nibble(float value) => Math.Min(15, (int)value);

    private static void DecodeNibbles(ReadOnlySpan<byte> nibbles, float scale, float low, Span<float> values)
    {
        for (var i = 0; i < BlockSize / 2; i++)
        {
            values[i] = ((nibbles[i] & 15) * scale) + low;
            values[i + (BlockSize / 2)] = ((nibbles[i] >> 4) * scale) + low;
        }
    }
}
