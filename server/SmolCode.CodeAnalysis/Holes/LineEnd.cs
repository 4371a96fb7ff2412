using Microsoft.CodeAnalysis.Text;

namespace SmolCode.CodeAnalysis.Holes;

/// <summary>The rest of the cursor's line.</summary>
/// <param name="Suffix">All of it, without the newline.</param>
/// <param name="Closers">Closers directly right of the cursor, when nothing else follows in the line.</param>
internal sealed record LineEnd(string Suffix, string Closers)
{
    private const string CloserCharacters = ")]}>\"';,";

    internal static LineEnd At(SourceText text, int position)
    {
        // Between the two characters of a newline there is nothing left of the line.
        var end = Math.Max(position, text.Lines.GetLineFromPosition(position).End);
        var suffix = text.ToString(TextSpan.FromBounds(position, end));
        var length = 0;
        while (length < suffix.Length && CloserCharacters.Contains(suffix[length], StringComparison.Ordinal))
        {
            length++;
        }

        var onlyClosers = suffix.All(c => char.IsWhiteSpace(c) || CloserCharacters.Contains(c, StringComparison.Ordinal));
        return new LineEnd(suffix, onlyClosers ? suffix[..length] : "");
    }

    /// <summary>The newline of a text: that of its first line; '\n' where it has one line only.</summary>
    internal static string NewlineOf(SourceText text)
    {
        var first = text.Lines[0];
        return first.EndIncludingLineBreak > first.End ? text.ToString(TextSpan.FromBounds(first.End, first.EndIncludingLineBreak)) : "\n";
    }
}
