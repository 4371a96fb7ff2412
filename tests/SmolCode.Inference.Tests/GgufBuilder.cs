using System.Text;

namespace SmolCode.Inference.Tests;

/// <summary>Makes small GGUF files, sound ones and others.</summary>
internal sealed class GgufBuilder
{
    private readonly List<(string Key, Action<BinaryWriter> Value)> _keys = [];
    private readonly List<(string Name, long[] Dimensions, int Type, byte[] Data)> _tensors = [];

    public uint Version { get; set; } = 3;

    public GgufBuilder Text(string key, string value)
    {
        _keys.Add(
            (
                key,
                w =>
                {
                    w.Write(8u);
                    WriteText(w, value);
                }
            )
        );
        return this;
    }

    public GgufBuilder Number(string key, float value)
    {
        _keys.Add(
            (
                key,
                w =>
                {
                    w.Write(6u);
                    w.Write(value);
                }
            )
        );
        return this;
    }

    public GgufBuilder Texts(string key, params string[] values)
    {
        _keys.Add(
            (
                key,
                w =>
                {
                    w.Write(9u);
                    w.Write(8u);
                    w.Write((ulong)values.Length);
                    foreach (var value in values)
                    {
                        WriteText(w, value);
                    }
                }
            )
        );
        return this;
    }

    public GgufBuilder Floats(string name, float[] values, params long[] dimensions)
    {
        var data = new byte[values.Length * 4];
        Buffer.BlockCopy(values, 0, data, 0, data.Length);
        return Tensor(name, 0, data, dimensions);
    }

    public GgufBuilder Tensor(string name, int type, byte[] data, params long[] dimensions)
    {
        _tensors.Add((name, dimensions, type, data));
        return this;
    }

    public byte[] Build()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write("GGUF"u8);
        writer.Write(Version);
        writer.Write((ulong)_tensors.Count);
        writer.Write((ulong)_keys.Count);
        foreach (var (key, value) in _keys)
        {
            WriteText(writer, key);
            value(writer);
        }

        var offset = 0L;
        foreach (var (name, dimensions, type, data) in _tensors)
        {
            WriteText(writer, name);
            writer.Write(dimensions.Length);
            foreach (var d in dimensions)
            {
                writer.Write(d);
            }

            writer.Write(type);
            writer.Write(offset);
            offset += (data.Length + 31) / 32 * 32;
        }

        foreach (var (_, _, _, data) in _tensors)
        {
            Pad(writer);
            writer.Write(data);
        }

        Pad(writer);
        return stream.ToArray();
    }

    private static void WriteText(BinaryWriter writer, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        writer.Write((ulong)bytes.Length);
        writer.Write(bytes);
    }

    private static void Pad(BinaryWriter writer)
    {
        while (writer.BaseStream.Position % 32 != 0)
        {
            writer.Write((byte)0);
        }
    }
}
