using System.Buffers.Binary;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;

namespace SmolCode.Inference.Gguf;

/// <summary>
/// The header of a GGUF file (version 2 or 3, little-endian; format: ggml's docs/gguf.md). Everything in it is checked against the
/// file's length, so that a truncated, damaged or foreign file is told apart before native code sees it.
/// </summary>
internal sealed class GgufFile
{
    private const int MaxStringLength = 1 << 24;
    private const long MaxEntries = 1 << 20;
    private const int MaxDimensions = 4;

    private GgufFile() { }

    /// <summary>Absolute path.</summary>
    public required string Path { get; init; }

    /// <summary>Length of the file in bytes.</summary>
    public required long Length { get; init; }

    /// <summary>Number of key-value pairs.</summary>
    public required long KeyCount { get; init; }

    /// <summary>Where the key-value pairs begin and end in the file, in bytes.</summary>
    public required (long Start, long End) KeyValues { get; init; }

    /// <summary>Scalars and strings; of arrays the number of items (<see cref="GgufArray"/>).</summary>
    public required FrozenDictionary<string, object> Metadata { get; init; }

    /// <summary>The tensors in the order of the file.</summary>
    public required ImmutableArray<GgufTensor> Tensors { get; init; }

    /// <summary>The layout that most of the weights have, e.g. Q8_0.</summary>
    public string Layout =>
        Tensors
            .Where(t => t.Dimensions.Length > 1)
            .GroupBy(t => t.Type)
            .OrderByDescending(g => g.Sum(t => t.Count))
            .Select(g => Enum.IsDefined(g.Key) ? g.Key.ToString() : $"type {(int)g.Key}")
            .FirstOrDefault("none");

    /// <summary>A string of the metadata, or null.</summary>
    public string? Text(string key) => Metadata.GetValueOrDefault(key) as string;

    /// <summary>Reads and checks the header.</summary>
    /// <exception cref="ModelFileException">The file cannot be read or is not a sound GGUF file.</exception>
    public static GgufFile Open(string path)
    {
        path = System.IO.Path.GetFullPath(path);
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
            return new Reader(path, stream).Read();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ModelFileException(
                $"The model file {path} is not there. Check the path, or run 'smolcode model list' to see which models there are.",
                e
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelFileException(
                $"The model file {path} cannot be read: {e.Message} Check that the file may be read and try again.",
                e
            );
        }
    }

    private sealed class Reader(string path, FileStream stream)
    {
        private readonly long _length = stream.Length;
        private long _position;

        public GgufFile Read()
        {
            Span<byte> magic = stackalloc byte[4];
            if (_length < 24)
            {
                throw Broken("it is too short for a GGUF file");
            }

            Fill(magic);
            if (!magic.SequenceEqual("GGUF"u8))
            {
                throw new ModelFileException(
                    $"{path} is not a GGUF file (it begins with other bytes). SmolCode loads models in GGUF format only: choose a .gguf file."
                );
            }

            var version = ReadUInt32();
            if (version is not (2 or 3))
            {
                throw new ModelFileException(
                    $"{path} is a GGUF file of version {version}, and SmolCode reads versions 2 and 3. Convert it with a current llama.cpp."
                );
            }

            var tensorCount = ReadCount("number of tensors", MaxEntries);
            var keyCount = ReadCount("number of metadata keys", MaxEntries);
            var start = _position;
            var metadata = new Dictionary<string, object>();
            for (var i = 0L; i < keyCount; i++)
            {
                var key = ReadString();
                if (!metadata.TryAdd(key, ReadValue(ReadUInt32())))
                {
                    throw Broken($"the metadata key '{key}' occurs twice");
                }
            }

            var end = _position;
            var infos = new List<(string Name, ImmutableArray<long> Dimensions, GgufTensorType Type, long Offset)>();
            var names = new HashSet<string>();
            for (var i = 0L; i < tensorCount; i++)
            {
                var info = ReadTensorInfo();
                if (!names.Add(info.Name))
                {
                    throw Broken($"the tensor '{info.Name}' occurs twice");
                }

                infos.Add(info);
            }

            var alignment = metadata.GetValueOrDefault("general.alignment") is uint a ? a : 32u;
            if (alignment is 0 or > 1 << 20 || (alignment & (alignment - 1)) != 0)
            {
                throw Broken($"its alignment is {alignment}");
            }

            var data = (_position + alignment - 1) / alignment * alignment;
            var tensors = infos.Select(t => Place(t.Name, t.Dimensions, t.Type, t.Offset, data, alignment)).ToImmutableArray();
            return new GgufFile
            {
                Path = path,
                Length = _length,
                KeyCount = keyCount,
                KeyValues = (start, end),
                Metadata = metadata.ToFrozenDictionary(),
                Tensors = tensors,
            };
        }

        private (string Name, ImmutableArray<long> Dimensions, GgufTensorType Type, long Offset) ReadTensorInfo()
        {
            var name = ReadString();
            var rank = ReadUInt32();
            if (rank is 0 or > MaxDimensions)
            {
                throw Broken($"the tensor '{name}' has {rank} dimensions");
            }

            var dimensions = ImmutableArray.CreateBuilder<long>((int)rank);
            var count = 1L;
            for (var d = 0; d < rank; d++)
            {
                var size = ReadUInt64();
                if (size is 0 or > 1L << 40 || count > (1L << 40) / (long)size)
                {
                    throw Broken($"the tensor '{name}' has an impossible size");
                }

                count *= (long)size;
                dimensions.Add((long)size);
            }

            var type = (GgufTensorType)ReadUInt32();
            var offset = ReadUInt64();
            if (offset > (ulong)_length)
            {
                throw Broken($"the tensor '{name}' begins after the end of the file; it is cut off or damaged");
            }

            return (name, dimensions.MoveToImmutable(), type, (long)offset);
        }

        private GgufTensor Place(string name, ImmutableArray<long> dimensions, GgufTensorType type, long offset, long data, uint alignment)
        {
            var tensor = new GgufTensor(name, dimensions, type, data + offset);
            if (offset % alignment != 0)
            {
                throw Broken($"the tensor '{name}' is not aligned");
            }

            if (tensor.Position + (GgufTensor.SizeOf(type, tensor.Count) ?? 0) > _length)
            {
                throw Broken($"the tensor '{name}' ends after the end of the file; it is cut off or damaged");
            }

            return tensor;
        }

        private object ReadValue(uint type)
        {
            switch (type)
            {
                case 0:
                    return ReadBytes(1)[0];
                case 1:
                    return (sbyte)ReadBytes(1)[0];
                case 2:
                    return BinaryPrimitives.ReadUInt16LittleEndian(ReadBytes(2));
                case 3:
                    return BinaryPrimitives.ReadInt16LittleEndian(ReadBytes(2));
                case 4:
                    return ReadUInt32();
                case 5:
                    return BinaryPrimitives.ReadInt32LittleEndian(ReadBytes(4));
                case 6:
                    return BinaryPrimitives.ReadSingleLittleEndian(ReadBytes(4));
                case 7:
                    return ReadBytes(1)[0] != 0;
                case 8:
                    return ReadString();
                case 9:
                    return ReadArray();
                case 10:
                    return ReadUInt64();
                case 11:
                    return BinaryPrimitives.ReadInt64LittleEndian(ReadBytes(8));
                case 12:
                    return BinaryPrimitives.ReadDoubleLittleEndian(ReadBytes(8));
                default:
                    throw Broken($"a metadata value has the unknown type {type}");
            }
        }

        private GgufArray ReadArray()
        {
            var type = ReadUInt32();
            var size = type switch
            {
                0 or 1 or 7 => 1,
                2 or 3 => 2,
                4 or 5 or 6 => 4,
                10 or 11 or 12 => 8,
                8 => 0,
                _ => throw Broken($"an array in the metadata has items of the unknown type {type}"),
            };
            var count = ReadCount("length of an array", _length);
            if (size > 0)
            {
                if (count > (_length - _position) / size)
                {
                    throw CutOff();
                }

                stream.Seek(count * size, SeekOrigin.Current);
                _position += count * size;
            }
            else
            {
                for (var i = 0L; i < count; i++)
                {
                    var length = ReadCount("length of a string", MaxStringLength);
                    if (length > _length - _position)
                    {
                        throw CutOff();
                    }

                    stream.Seek(length, SeekOrigin.Current);
                    _position += length;
                }
            }

            return new GgufArray(type, count);
        }

        private string ReadString()
        {
            var length = ReadCount("length of a string", MaxStringLength);
            return Encoding.UTF8.GetString(ReadBytes((int)length));
        }

        private long ReadCount(string what, long max)
        {
            var value = ReadUInt64();
            return value <= (ulong)max ? (long)value : throw Broken($"the {what} is {value}");
        }

        private uint ReadUInt32() => BinaryPrimitives.ReadUInt32LittleEndian(ReadBytes(4));

        private ulong ReadUInt64() => BinaryPrimitives.ReadUInt64LittleEndian(ReadBytes(8));

        private byte[] ReadBytes(int count)
        {
            if (count > _length - _position)
            {
                throw CutOff();
            }

            var bytes = new byte[count];
            Fill(bytes);
            return bytes;
        }

        private void Fill(Span<byte> bytes)
        {
            if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
            {
                throw CutOff();
            }

            _position += bytes.Length;
        }

        private ModelFileException CutOff() => Broken("it ends in the middle of its header; it is cut off or damaged");

        private ModelFileException Broken(string why) =>
            new($"The model file {path} is damaged: {why}. Get the file again (reinstall SmolCode for a bundled model).");
    }
}
