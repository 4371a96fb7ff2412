using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SmolCode.Training.Runs;

/// <summary>A training's state: enough to go on as if nothing had happened.</summary>
/// <param name="Header">What is known of it.</param>
/// <param name="Parameters">The updates.</param>
/// <param name="Means">AdamW's mean of gradients.</param>
/// <param name="Squares">AdamW's mean of squares.</param>
internal sealed record Checkpoint(CheckpointHeader Header, float[] Parameters, float[] Means, float[] Squares)
{
    private const uint Magic = 0x4b4c4353;
    private const int Version = 1;
    private const int LongestHeader = 1 << 24;

    /// <summary>Writes it beside the file and renames it: a kill at any time leaves the old one or the new one.</summary>
    /// <exception cref="IOException">No room, or no access (also as <see cref="UnauthorizedAccessException"/>).</exception>
    public void Write(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var temporary = path + ".tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20))
            {
                var header = JsonSerializer.SerializeToUtf8Bytes(Header, CheckpointJson.Default.CheckpointHeader);
                stream.Write(MemoryMarshal.AsBytes<uint>([Magic, Version, (uint)header.Length, (uint)Parameters.Length]));
                stream.Write(header);
                foreach (var values in (float[][])[Parameters, Means, Squares])
                {
                    stream.Write(MemoryMarshal.AsBytes(values.AsSpan()));
                }

                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            TryDelete(temporary);
            throw;
        }
    }

    /// <summary>Reads one; null: there is none.</summary>
    /// <exception cref="TrainingException">It is damaged, or can't be read.</exception>
    public static Checkpoint? Read(string path)
    {
        try
        {
            if (!File.Exists(path))
            {
                return null;
            }

            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20);
            var (header, count) = ReadHeader(stream, path);
            return new Checkpoint(header, Values(), Values(), Values());

            float[] Values()
            {
                var values = new float[count];
                stream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
                return values;
            }
        }
        catch (Exception e) when (e is EndOfStreamException or JsonException)
        {
            throw Damaged(path, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, e);
        }
    }

    /// <summary>Reads what one says of its training, and not what was learned; null: there is none.</summary>
    /// <exception cref="TrainingException">It is damaged, or can't be read.</exception>
    public static (CheckpointHeader Header, int Parameters)? ReadHeader(string path)
    {
        try
        {
            if (!File.Exists(path))
            {
                return null;
            }

            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 12);
            return ReadHeader(stream, path);
        }
        catch (Exception e) when (e is EndOfStreamException or JsonException)
        {
            throw Damaged(path, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, e);
        }
    }

    private static (CheckpointHeader Header, int Parameters) ReadHeader(FileStream stream, string path)
    {
        var numbers = new uint[4];
        stream.ReadExactly(MemoryMarshal.AsBytes(numbers.AsSpan()));
        if (numbers is not [Magic, Version, <= LongestHeader, <= int.MaxValue])
        {
            throw Damaged(path, null);
        }

        var text = new byte[numbers[2]];
        stream.ReadExactly(text);
        var header = JsonSerializer.Deserialize(text, CheckpointJson.Default.CheckpointHeader) ?? throw Damaged(path, null);
        return stream.Length - stream.Position == 12L * numbers[3] ? (header, (int)numbers[3]) : throw Damaged(path, null);
    }

    private static TrainingException Unreadable(string path, Exception e) =>
        new($"The checkpoint {path} cannot be read: {e.Message} Give access to it, or train without --resume.", e);

    private static TrainingException Damaged(string path, Exception? e) =>
        new($"The checkpoint {path} is damaged. Train without --resume; it begins anew then.", e!);

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next one overwrites it.
        }
    }
}

[JsonSerializable(typeof(CheckpointHeader))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class CheckpointJson : JsonSerializerContext;
