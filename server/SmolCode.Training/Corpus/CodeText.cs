using System.Text;

namespace SmolCode.Training.Corpus;

/// <summary>A file's bytes as text: UTF-8, or UTF-16 with a byte order mark.</summary>
internal static class CodeText
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly UnicodeEncoding LittleEndian = new(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true);
    private static readonly UnicodeEncoding BigEndian = new(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true);

    /// <summary>The text with '\n' line ends; null: it is in another encoding, or no text.</summary>
    public static string? Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var text = bytes switch
            {
                [0xEF, 0xBB, 0xBF, ..] => Utf8.GetString(bytes[3..]),
                [0xFF, 0xFE, ..] => LittleEndian.GetString(bytes[2..]),
                [0xFE, 0xFF, ..] => BigEndian.GetString(bytes[2..]),
                _ => Utf8.GetString(bytes),
            };
            return text.Contains('\0', StringComparison.Ordinal)
                ? null
                : text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>At most <paramref name="limit"/> bytes of a file; null where it has more.</summary>
    /// <exception cref="IOException">It can't be read.</exception>
    public static byte[]? Read(string path, int limit)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (stream.Length > limit)
        {
            return null;
        }

        // What grows while it is read is cut off, and no longer than the limit.
        var bytes = new byte[stream.Length];
        return bytes[..stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
    }
}
