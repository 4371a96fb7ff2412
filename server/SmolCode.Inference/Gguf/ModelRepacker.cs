using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace SmolCode.Inference.Gguf;

/// <summary>
/// Rewrites a model in another layout and with a LoRA adapter added to its weights: W' = W + (alpha / rank) · B A. Q8_0, the layout with
/// the fastest prefill on CPUs that loses nothing (docs/measurements.md), is what is used unless the machine was measured; its bytes are
/// those of server/models/training/merge.py.
/// </summary>
internal static class ModelRepacker
{
    private const int Alignment = 32;

    private static ReadOnlySpan<byte> Padding => new byte[Alignment];

    /// <summary>Number of the output's format: part of the cache key, raised when the bytes change.</summary>
    public const int FormatVersion = 1;

    /// <summary>Repacking gains something: a matrix has a layout that is read here and is not Q8_0 yet.</summary>
    public static bool IsWorthwhile(GgufFile model) =>
        model.Tensors.All(t => BlockFormats.CanDecode(t.Type)) && model.Tensors.Any(t => IsMatrix(t) && t.Type == GgufTensorType.Q4_1);

    /// <summary>All tensors can be read, so that the model can be written in any layout.</summary>
    public static bool CanRepack(GgufFile model) =>
        model.Tensors.All(t => BlockFormats.CanDecode(t.Type) && (!IsMatrix(t) || t.Dimensions[0] % BlockFormats.BlockSize == 0));

    /// <summary>The file has the layout already.</summary>
    public static bool IsIn(GgufFile model, WeightLayout layout) => model.Tensors.All(t => layout.TypeOf(t) == t.Type);

    /// <summary>Bytes of the output.</summary>
    public static long OutputSize(GgufFile model, WeightLayout layout = WeightLayout.Q8) =>
        model.Tensors.Sum(t => Pad(OutputBytes(t, layout))) + model.KeyValues.End + model.Tensors.Sum(t => 64L + t.Name.Length) + Alignment;

    /// <summary>Writes the repacked model to <paramref name="output"/>.</summary>
    /// <param name="model">The base.</param>
    /// <param name="adapter">A LoRA adapter for it, or null.</param>
    /// <param name="layout">What its matrices become.</param>
    /// <param name="output">Receives the file from its current position on.</param>
    /// <param name="progress">Receives the share done, 0 to 1.</param>
    /// <param name="cancellationToken">Stops between tensors.</param>
    /// <exception cref="ModelFileException">A layout is not read here, or the adapter does not fit the model.</exception>
    public static void Repack(
        GgufFile model,
        GgufFile? adapter,
        WeightLayout layout,
        Stream output,
        IProgress<double>? progress,
        CancellationToken cancellationToken
    )
    {
        foreach (var tensor in model.Tensors)
        {
            if (!BlockFormats.CanDecode(tensor.Type) || (IsMatrix(tensor) && tensor.Dimensions[0] % BlockFormats.BlockSize != 0))
            {
                throw new ModelFileException(
                    $"{model.Path} cannot be repacked: its tensor '{tensor.Name}' has layout {(int)tensor.Type} with {tensor.Dimensions[0]} columns, which is not read here. Use it without an adapter."
                );
            }
        }

        var updates = adapter is null ? [] : LowRankUpdate.Read(adapter, model);
        WriteHeader(model, layout, output);
        using var file = OpenRead(model.Path);
        var total = model.Tensors.Sum(t => OutputBytes(t, layout));
        var done = 0L;
        foreach (var tensor in model.Tensors)
        {
            cancellationToken.ThrowIfCancellationRequested();
            WriteTensor(file, tensor, layout.TypeOf(tensor), updates.GetValueOrDefault(tensor.Name), output, cancellationToken);
            var size = OutputBytes(tensor, layout);
            output.Write(Padding[..(int)(Pad(size) - size)]);
            done += size;
            progress?.Report((double)done / total);
        }
    }

    /// <summary>Opens a file for reading at given positions, with the errors of <see cref="GgufFile.Open"/>.</summary>
    internal static SafeFileHandle OpenRead(string path)
    {
        try
        {
            return File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelFileException($"The model file {path} cannot be read: {e.Message} Check that it may be read and try again.", e);
        }
    }

    /// <summary>Reads exactly <paramref name="buffer"/>.Length bytes.</summary>
    internal static void ReadExactly(SafeFileHandle file, Span<byte> buffer, long position)
    {
        while (buffer.Length > 0)
        {
            var read = RandomAccess.Read(file, buffer, position);
            if (read == 0)
            {
                throw new ModelFileException("The model file became shorter while it was read. Get the file again and retry.");
            }

            buffer = buffer[read..];
            position += read;
        }
    }

    private static bool IsMatrix(GgufTensor tensor) => tensor.Dimensions.Length > 1;

    private static long OutputBytes(GgufTensor tensor, WeightLayout layout) =>
        GgufTensor.SizeOf(layout.TypeOf(tensor), tensor.Count)!.Value;

    private static long Pad(long size) => (size + Alignment - 1) / Alignment * Alignment;

    private static void WriteHeader(GgufFile model, WeightLayout layout, Stream output)
    {
        var head = new ArrayBufferWriter<byte>();
        head.Write("GGUF"u8);
        Write32(head, 3);
        Write64(head, model.Tensors.Length);
        Write64(head, model.KeyCount);

        // The metadata stay byte for byte as they were.
        var (start, end) = model.KeyValues;
        using (var file = OpenRead(model.Path))
        {
            var keys = new byte[end - start];
            ReadExactly(file, keys, start);
            head.Write(keys);
        }

        var offset = 0L;
        foreach (var tensor in model.Tensors)
        {
            var name = Encoding.UTF8.GetBytes(tensor.Name);
            Write64(head, name.Length);
            head.Write(name);
            Write32(head, tensor.Dimensions.Length);
            foreach (var d in tensor.Dimensions)
            {
                Write64(head, d);
            }

            Write32(head, (int)layout.TypeOf(tensor));
            Write64(head, offset);
            offset += Pad(OutputBytes(tensor, layout));
        }

        head.Write(new byte[Pad(head.WrittenCount) - head.WrittenCount]);
        output.Write(head.WrittenSpan);
    }

    private static void Write32(ArrayBufferWriter<byte> writer, int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(writer.GetSpan(4), value);
        writer.Advance(4);
    }

    private static void Write64(ArrayBufferWriter<byte> writer, long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(writer.GetSpan(8), value);
        writer.Advance(8);
    }

    private static void WriteTensor(
        SafeFileHandle file,
        GgufTensor tensor,
        GgufTensorType type,
        LowRankUpdate? update,
        Stream output,
        CancellationToken cancellationToken
    )
    {
        var columns = (int)tensor.Dimensions[0];
        var rows = tensor.Count / columns;
        var inputRow = (int)GgufTensor.SizeOf(tensor.Type, columns)!.Value;
        var outputRow = (int)GgufTensor.SizeOf(type, columns)!.Value;
        var copy = tensor.Type == type && update is null;

        // A few MiB at a time bound the memory; within them rows are spread over the cores.
        var rowsAtOnce = (int)Math.Clamp((4 << 20) / Math.Max(inputRow, outputRow), 1, rows);
        var input = ArrayPool<byte>.Shared.Rent(rowsAtOnce * inputRow);
        var result = ArrayPool<byte>.Shared.Rent(rowsAtOnce * outputRow);
        try
        {
            for (var first = 0L; first < rows; first += rowsAtOnce)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var count = (int)Math.Min(rowsAtOnce, rows - first);
                ReadExactly(file, input.AsSpan(0, count * inputRow), tensor.Position + (first * inputRow));
                if (copy)
                {
                    output.Write(input, 0, count * inputRow);
                    continue;
                }

                var from = first;
                Parallel.For(
                    0,
                    count,
                    () => new float[columns],
                    (row, _, values) =>
                    {
                        BlockFormats.Decode(tensor.Type, input.AsSpan(row * inputRow, inputRow), values);
                        update?.AddTo(values, (int)(from + row));
                        BlockFormats.Encode(type, values, result.AsSpan(row * outputRow, outputRow));
                        return values;
                    },
                    _ => { }
                );
                output.Write(result, 0, count * outputRow);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(input);
            ArrayPool<byte>.Shared.Return(result);
        }
    }
}
