using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace SmolCode;

/// <summary>Reads a source file that a user named.</summary>
internal static class SourceFile
{
    private const long MaxBytes = 4_000_000;
    private const int SniffedBytes = 8192;

    /// <summary>The file's text; a byte order mark is honoured and dropped.</summary>
    /// <exception cref="CommandFailedException">It is missing, a folder, too large, binary or unreadable; the message says which.</exception>
    public static SourceText Read(string file)
    {
        try
        {
            if (Directory.Exists(file))
            {
                throw new CommandFailedException($"{file} is a folder; a C# file is needed, e.g. {Path.Combine(file, "Program.cs")}:1:1.");
            }

            if (!File.Exists(file))
            {
                throw new CommandFailedException($"There is no file {file}. Paths are relative to {Environment.CurrentDirectory}.");
            }

            var bytes = new FileInfo(file).Length;
            if (bytes > MaxBytes)
            {
                throw new CommandFailedException(
                    $"{file} is {bytes / 1_000_000} MB large; files up to {MaxBytes / 1_000_000} MB are completed. Is it generated?"
                );
            }

            using var stream = File.OpenRead(file);
            var head = new byte[Math.Min(SniffedBytes, bytes)];
            stream.ReadExactly(head);
            if (LooksBinary(head))
            {
                throw new CommandFailedException($"{file} is a binary file; a C# file is needed.");
            }

            stream.Position = 0;
            using var reader = new StreamReader(stream, new UTF8Encoding(false), detectEncodingFromByteOrderMarks: true);
            return SourceText.From(reader.ReadToEnd());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException($"{file} cannot be read: {exception.Message}");
        }
    }

    /// <summary>A zero byte outside of UTF-16 and UTF-32 text.</summary>
    private static bool LooksBinary(ReadOnlySpan<byte> head) =>
        head.Contains((byte)0)
        && !head.StartsWith<byte>([0xFF, 0xFE])
        && !head.StartsWith<byte>([0xFE, 0xFF])
        && !head.StartsWith<byte>([0, 0, 0xFE, 0xFF]);
}
