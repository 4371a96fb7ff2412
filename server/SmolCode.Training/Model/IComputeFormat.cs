using System.Runtime.Intrinsics;
using TorchSharp;

namespace SmolCode.Training.Model;

/// <summary>How numbers lie in memory while the model computes; arithmetic between matrix products is done in 32-bit floats.</summary>
internal unsafe interface IComputeFormat
{
    /// <summary>Bytes of a number.</summary>
    static abstract int Size { get; }

    /// <summary>libtorch's name of it.</summary>
    static abstract torch.ScalarType Type { get; }

    /// <summary>Sixteen numbers from the <paramref name="index"/>th on.</summary>
    static abstract Vector512<float> Load(byte* data, nint index);

    /// <summary>Writes sixteen numbers from the <paramref name="index"/>th on.</summary>
    static abstract void Store(byte* data, nint index, Vector512<float> values);
}
