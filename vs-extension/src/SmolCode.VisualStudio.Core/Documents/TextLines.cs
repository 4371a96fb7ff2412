using System.Text;
using SmolCode.VisualStudio.Protocol;

namespace SmolCode.VisualStudio.Documents;

/// <summary>The lines of a text: a line ends with a line feed, a carriage return, or both. Offsets in UTF-16 units.</summary>
public sealed class TextLines : ITextLines
{
    private readonly string text;
    private readonly List<int> starts = [0];

    /// <summary>The lines of a text.</summary>
    public TextLines(string text)
    {
        this.text = text;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
            {
                starts.Add(i + 1);
            }
        }
    }

    /// <inheritdoc />
    public LinePosition PositionAt(int offset)
    {
        var line = starts.BinarySearch(offset);
        line = line < 0 ? ~line - 1 : line;
        return new LinePosition(line, offset - starts[line]);
    }

    /// <inheritdoc />
    public int OffsetAt(LinePosition position)
    {
        if (position.Line >= starts.Count)
        {
            return text.Length;
        }

        var end = position.Line + 1 < starts.Count ? starts[position.Line + 1] : text.Length;
        while (end > starts[position.Line] && position.Line + 1 < starts.Count && text[end - 1] is '\n' or '\r')
        {
            end--;
        }

        return Math.Min(starts[position.Line] + position.Character, end);
    }

    /// <inheritdoc />
    public string GetText(int start, int length) => text.Substring(start, length);

    /// <summary>The text after edits that don't overlap.</summary>
    public string Apply(IEnumerable<TextEdit> edits)
    {
        var result = new StringBuilder(text);
        // From the end, so that offsets before a change stay; of several insertions at one place the first stands first.
        foreach (
            var edit in edits
                .Select((e, i) => (Start: OffsetAt(e.Range.Start), End: OffsetAt(e.Range.End), e.NewText, Index: i))
                .OrderByDescending(e => e.Start)
                .ThenByDescending(e => e.Index)
        )
        {
            result.Remove(edit.Start, edit.End - edit.Start).Insert(edit.Start, edit.NewText);
        }

        return result.ToString();
    }
}
