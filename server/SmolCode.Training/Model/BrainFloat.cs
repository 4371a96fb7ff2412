using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using TorchSharp;

namespace SmolCode.Training.Model;

/// <summary>bfloat16: the upper half of a 32-bit float, rounded to nearest even.</summary>
internal readonly unsafe struct BrainFloat : IComputeFormat
{
    /// <inheritdoc />
    public static int Size => 2;

    /// <inheritdoc />
    public static torch.ScalarType Type => torch.ScalarType.BFloat16;

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(byte* data, nint index)
    {
        if (Avx512F.IsSupported)
        {
            return (Avx512F.ConvertToVector512UInt32(Vector256.Load((ushort*)data + index)) << 16).AsSingle();
        }

        var (low, high) = Vector256.Widen(Vector256.Load((ushort*)data + index));
        return Vector512.Create(low << 16, high << 16).AsSingle();
    }

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(byte* data, nint index, Vector512<float> values)
    {
        var bits = values.AsUInt32();
        // What is not a number would be rounded to an infinity.
        var isNumber = Vector512.Equals(values, values).AsUInt32();
        var rounded = bits + Vector512.Create(0x7fffu) + ((bits >> 16) & Vector512<uint>.One);
        var upper = Vector512.ConditionalSelect(isNumber, rounded, bits | Vector512.Create(0x400000u)) >> 16;
        if (Avx512F.IsSupported)
        {
            Avx512F.ConvertToVector256UInt16(upper).Store((ushort*)data + index);
            return;
        }

        Vector256.Narrow(upper.GetLower(), upper.GetUpper()).Store((ushort*)data + index);
    }
}
