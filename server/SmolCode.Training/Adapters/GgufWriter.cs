using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using SmolCode.Inference.Gguf;

namespace SmolCode.Training.Adapters;

/// <summary>Writes GGUF files of version 3 with strings, numbers and tensors (format: ggml's docs/gguf.md).</summary>
internal sealed class GgufWriter
{
    private const int Alignment = 32;

    private readonly ArrayBufferWriter<byte> _keys = new();
    private readonly List<(string Name, int Columns, int Rows, GgufTensorType Type, Func<float[]> Values)> _tensors = [];
    private int _keyCount;

    /// <summary>Adds a string to the metadata.</summary>
    public void Add(string key, string value)
    {
        Begin(key, 8);
        WriteText(_keys, value);
    }

    /// <summary>Adds a 32-bit float to the metadata.</summary>
    public void Add(string key, float value)
    {
        Begin(key, 6);
        BinaryPrimitives.WriteSingleLittleEndian(_keys.GetSpan(4), value);
        _keys.Advance(4);
    }

    /// <summary>Adds an unsigned number to the metadata.</summary>
    public void Add(string key, uint value)
    {
        Begin(key, 4);
        Write32(_keys, value);
    }

    /// <summary>Adds a tensor; its values, row after row, are asked for when it is written. No rows: a vector.</summary>
    public void Add(string name, int columns, int rows, GgufTensorType type, Func<float[]> values) =>
        _tensors.Add((name, columns, rows, type, values));

    /// <summary>Writes the file.</summary>
    public void Write(Stream output)
    {
        var head = new ArrayBufferWriter<byte>();
        head.Write("GGUF"u8);
        Write32(head, 3);
        Write64(head, (ulong)_tensors.Count);
        Write64(head, (ulong)_keyCount);
        head.Write(_keys.WrittenSpan);
        var offset = 0L;
        foreach (var (name, columns, rows, type, _) in _tensors)
        {
            WriteText(head, name);
            Write32(head, rows > 0 ? 2u : 1u);
            Write64(head, (ulong)columns);
            if (rows > 0)
            {
                Write64(head, (ulong)rows);
            }

            Write32(head, (uint)type);
            Write64(head, (ulong)offset);
            offset += Pad(SizeOf(columns, rows, type));
        }

        head.Write(new byte[Pad(head.WrittenCount) - head.WrittenCount]);
        output.Write(head.WrittenSpan);
        foreach (var (name, columns, rows, type, values) in _tensors)
        {
            var size = SizeOf(columns, rows, type);
            var data = new byte[Pad(size)];
            var numbers = values();
            if (numbers.Length != (long)columns * Math.Max(1, rows))
            {
                throw new InvalidOperationException($"The tensor '{name}' has {numbers.Length} values.");
            }

            BlockFormats.Encode(type, numbers, data.AsSpan(0, (int)size));
            output.Write(data);
        }
    }

    private static long SizeOf(int columns, int rows, GgufTensorType type) =>
        GgufTensor.SizeOf(type, (long)columns * Math.Max(1, rows))!.Value;

    private static long Pad(long size) => (size + Alignment - 1) / Alignment * Alignment;

    private void Begin(string key, uint type)
    {
        WriteText(_keys, key);
        Write32(_keys, type);
        _keyCount++;
    }

    private static void WriteText(ArrayBufferWriter<byte> writer, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Write64(writer, (ulong)bytes.Length);
        writer.Write(bytes);
    }

    private static void Write32(ArrayBufferWriter<byte> writer, uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(writer.GetSpan(4), value);
        writer.Advance(4);
    }

    private static void Write64(ArrayBufferWriter<byte> writer, ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(writer.GetSpan(8), value);
        writer.Advance(8);
    }
}
