using System.Text;
using Microsoft.CodeAnalysis.Text;
using SmolCode.LanguageServer.Protocol;

namespace SmolCode.LanguageServer.Documents;

/// <summary>
/// Translates between LSP positions and offsets in a text. Lines end where LSP says they do (<c>\n</c>, <c>\r\n</c>, <c>\r</c>);
/// Roslyn's own lines also end at U+0085, U+2028 and U+2029 and would put every later edit of such a file at the wrong place.
/// </summary>
internal sealed class LineIndex
{
    private const int ChunkSize = 16 * 1024;

    private readonly SourceText text;
    private readonly List<int> starts = [0];

    /// <summary>Finds the lines of <paramref name="text"/>.</summary>
    public LineIndex(SourceText text)
    {
        this.text = text;
        var chunk = new char[Math.Min(ChunkSize, text.Length)];
        var afterCarriageReturn = false;
        for (var offset = 0; offset < text.Length; offset += chunk.Length)
        {
            var length = Math.Min(chunk.Length, text.Length - offset);
            text.CopyTo(offset, chunk, 0, length);
            afterCarriageReturn = AddLines(chunk.AsSpan(0, length), offset, afterCarriageReturn);
        }

        if (afterCarriageReturn)
        {
            starts.Add(text.Length);
        }
    }

    /// <summary>Number of lines; a text that ends with a newline has an empty last one.</summary>
    public int Count => starts.Count;

    /// <summary>
    /// The offset of a position. What lies outside is clamped as LSP prescribes: a character beyond the line's end means its end, a
    /// line beyond the last one means the end of the text. A UTF-8 offset within a character means that character's start.
    /// </summary>
    public int ToOffset(Position position, PositionEncoding encoding) => ToOffset(position, encoding, out _);

    /// <inheritdoc cref="ToOffset(Position, PositionEncoding)" />
    public int ToOffset(Position position, PositionEncoding encoding, out bool clamped)
    {
        clamped = true;
        if (position.Line < 0)
        {
            return 0;
        }

        if (position.Line >= Count)
        {
            return text.Length;
        }

        var start = starts[(int)position.Line];
        var end = LineEnd((int)position.Line);
        if (position.Character < 0)
        {
            return start;
        }

        if (encoding == PositionEncoding.Utf16)
        {
            clamped = position.Character > end - start;
            return (int)Math.Min(start + position.Character, end);
        }

        var bytes = 0L;
        var offset = start;
        while (offset < end)
        {
            var (units, size) = CharacterAt(offset, end);
            if (bytes + size > position.Character)
            {
                clamped = bytes != position.Character;
                return offset;
            }

            bytes += size;
            offset += units;
        }

        clamped = bytes != position.Character;
        return end;
    }

    /// <summary>The position of an offset between 0 and the text's length. Between \r and \n there is none: it is the line's end.</summary>
    public Position ToPosition(int offset, PositionEncoding encoding)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, text.Length);
        var found = starts.BinarySearch(offset);
        var line = found >= 0 ? found : ~found - 1;
        var start = starts[line];
        offset = Math.Min(offset, LineEnd(line));
        if (encoding == PositionEncoding.Utf16)
        {
            return new Position(line, offset - start);
        }

        var bytes = 0L;
        for (var at = start; at < offset; )
        {
            var (units, size) = CharacterAt(at, offset);
            bytes += size;
            at += units;
        }

        return new Position(line, bytes);
    }

    private bool AddLines(ReadOnlySpan<char> chunk, int offset, bool afterCarriageReturn)
    {
        var at = 0;
        if (afterCarriageReturn && chunk[0] == '\n')
        {
            at = 1;
        }

        if (afterCarriageReturn)
        {
            starts.Add(offset + at);
        }

        while (chunk[at..].IndexOfAny('\r', '\n') is >= 0 and var next)
        {
            at += next + 1;
            if (chunk[at - 1] == '\r')
            {
                if (at == chunk.Length)
                {
                    return true;
                }

                if (chunk[at] == '\n')
                {
                    at++;
                }
            }

            starts.Add(offset + at);
        }

        return false;
    }

    /// <summary>End of a line's content, its newline excluded.</summary>
    private int LineEnd(int line)
    {
        if (line + 1 == Count)
        {
            return text.Length;
        }

        var end = starts[line + 1] - 1;
        return text[end] == '\n' && end > starts[line] && text[end - 1] == '\r' ? end - 1 : end;
    }

    /// <summary>UTF-16 units and UTF-8 bytes of the character at an offset; half a surrogate pair counts as U+FFFD.</summary>
    private (int Units, int Bytes) CharacterAt(int offset, int end)
    {
        var c = text[offset];
        if (char.IsHighSurrogate(c) && offset + 1 < end && char.IsLowSurrogate(text[offset + 1]))
        {
            return (2, 4);
        }

        return (1, char.IsSurrogate(c) ? 3 : new Rune(c).Utf8SequenceLength);
    }
}
