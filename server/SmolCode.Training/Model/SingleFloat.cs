using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using TorchSharp;

namespace SmolCode.Training.Model;

/// <summary>32-bit floats, for processors without instructions for bfloat16.</summary>
internal readonly unsafe struct SingleFloat : IComputeFormat
{
    /// <inheritdoc />
    public static int Size => 4;

    /// <inheritdoc />
    public static torch.ScalarType Type => torch.ScalarType.Float32;

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(byte* data, nint index) => Vector512.Load((float*)data + index);

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(byte* data, nint index, Vector512<float> values) => values.Store((float*)data + index);
}
