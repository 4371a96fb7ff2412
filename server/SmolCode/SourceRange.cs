using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.Text;

namespace SmolCode;

/// <summary>L:C-L:C, counted from 1, the columns in UTF-16 units; the end is the position after the last character, as editors show it.</summary>
internal sealed partial record SourceRange(int StartLine, int StartColumn, int EndLine, int EndColumn)
{
    /// <summary>Reads a range; null where it is none, or ends before it begins.</summary>
    public static SourceRange? TryParse(string text)
    {
        var match = Pattern().Match(text);
        if (!match.Success)
        {
            return null;
        }

        var numbers = new int[4];
        for (var i = 0; i < numbers.Length; i++)
        {
            if (!int.TryParse(match.Groups[i + 1].ValueSpan, out numbers[i]) || numbers[i] < 1)
            {
                return null;
            }
        }

        return (numbers[0], numbers[1]).CompareTo((numbers[2], numbers[3])) <= 0
            ? new SourceRange(numbers[0], numbers[1], numbers[2], numbers[3])
            : null;
    }

    /// <summary>The span within a text.</summary>
    /// <exception cref="CommandFailedException">One of the positions is outside of the text.</exception>
    public TextSpan SpanIn(string file, SourceText text) =>
        TextSpan.FromBounds(
            new SourcePosition(file, StartLine, StartColumn).OffsetIn(text),
            new SourcePosition(file, EndLine, EndColumn).OffsetIn(text)
        );

    [GeneratedRegex(@"^(\d{1,9}):(\d{1,9})-(\d{1,9}):(\d{1,9})$")]
    private static partial Regex Pattern();
}
