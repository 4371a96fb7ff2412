using System.Text;

namespace SmolCode.VisualStudio.Documents;

/// <summary>A file's text together with how it is written, so that an edit leaves every other byte as it is.</summary>
/// <param name="Text">The text, without a mark at its beginning.</param>
/// <param name="Encoding">Its encoding, which refuses what it can't say; its preamble is the mark that the file has.</param>
internal sealed record FileText(string Text, Encoding Encoding)
{
    /// <summary>No text yet: written as UTF-8 without a mark.</summary>
    public static FileText Empty { get; } = new("", new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));

    /// <summary>Encodings that a mark tells of. The longer marks first: one of UTF-32 begins with one of UTF-16.</summary>
    private static readonly Encoding[] Marked =
    [
        new UTF32Encoding(bigEndian: false, byteOrderMark: true, throwOnInvalidCharacters: true),
        new UTF32Encoding(bigEndian: true, byteOrderMark: true, throwOnInvalidCharacters: true),
        new UTF8Encoding(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true),
        new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true),
        new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true),
    ];

    /// <summary>Reads bytes by their mark, as UTF-8 without one.</summary>
    /// <exception cref="DecoderFallbackException">They are something else, a text in an older code page for example.</exception>
    public static FileText Read(byte[] bytes)
    {
        var encoding = Array.Find(Marked, e => bytes.Take(e.GetPreamble().Length).SequenceEqual(e.GetPreamble())) ?? Empty.Encoding;
        var mark = encoding.GetPreamble().Length;
        return new FileText(encoding.GetString(bytes, mark, bytes.Length - mark), encoding);
    }

    /// <summary>The bytes of another text in the same encoding, behind the same mark.</summary>
    /// <exception cref="EncoderFallbackException">The text can't be said in it: half a surrogate pair.</exception>
    public byte[] Write(string text) => [.. Encoding.GetPreamble(), .. Encoding.GetBytes(text)];
}
