using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace SmolCode.Training.Model;

/// <summary>
/// A dense matrix, rows by columns, in memory of libtorch's that stays where it is: operands of its products, read and written by
/// <see cref="Kernels{TFormat}"/> in between.
/// </summary>
internal sealed unsafe class Matrix : IDisposable
{
    private readonly int _size;
    private readonly Tensor _tensor;
    private readonly Tensor _transposed;

    private Matrix(Tensor tensor, int size)
    {
        _tensor = tensor;
        _transposed = tensor.t();
        _size = size;
        Rows = (int)tensor.shape[0];
        Columns = (int)tensor.shape[1];
        Data = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(tensor.bytes));
    }

    /// <summary>Zeros.</summary>
    public static Matrix Create<TFormat>(int rows, int columns)
        where TFormat : IComputeFormat => new(zeros(rows, columns, TFormat.Type), TFormat.Size);

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Number of columns.</summary>
    public int Columns { get; }

    /// <summary>The first number.</summary>
    public byte* Data { get; }

    /// <summary>The numbers of one row begin here.</summary>
    public byte* Row(long row) => Data + (row * Columns * _size);

    /// <summary>A view of some rows; disposed of by the caller, and no longer used than this one.</summary>
    public Matrix Slice(int row, int count) => new(_tensor.narrow(0, row, count), _size);

    /// <summary>Sets all numbers to zero.</summary>
    public void Clear() => _tensor.zero_();

    /// <summary>this = a b, or this + a b.</summary>
    public void Multiply(Matrix a, Matrix b, bool add = false) => Multiply(a._tensor, b._tensor, add);

    /// <summary>this = a bᵀ.</summary>
    public void MultiplyByTransposed(Matrix a, Matrix b) => Multiply(a._tensor, b._transposed, add: false);

    /// <summary>this = aᵀ b, or this + aᵀ b.</summary>
    public void MultiplyTransposed(Matrix a, Matrix b, bool add = false) => Multiply(a._transposed, b._tensor, add);

    /// <inheritdoc />
    public void Dispose()
    {
        _transposed.Dispose();
        _tensor.Dispose();
    }

    // In place: nothing is allocated, step after step.
    private void Multiply(Tensor a, Tensor b, bool add) => _tensor.addmm_(a, b, add ? 1 : 0, 1);
}
