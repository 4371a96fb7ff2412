using System.Globalization;
using Microsoft.CodeAnalysis.Text;

namespace SmolCode;

/// <summary>FILE:LINE:COLUMN as editors print it: 1-based, the column in UTF-16 units.</summary>
internal sealed record SourcePosition(string File, int Line, int Column)
{
    /// <summary>Reads a position. The file's name may hold colons (C:\code\a.cs:3:1).</summary>
    public static SourcePosition? TryParse(string text)
    {
        var column = text.LastIndexOf(':');
        var line = column > 0 ? text.LastIndexOf(':', column - 1) : -1;
        return
            line > 0
            && int.TryParse(text.AsSpan(line + 1, column - line - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var lineNumber)
            && int.TryParse(text.AsSpan(column + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var columnNumber)
            && lineNumber > 0
            && columnNumber > 0
            ? new SourcePosition(text[..line], lineNumber, columnNumber)
            : null;
    }

    /// <summary>The offset within a text.</summary>
    /// <exception cref="CommandFailedException">The position is outside of the text.</exception>
    public int OffsetIn(SourceText text)
    {
        if (Line > text.Lines.Count)
        {
            throw new CommandFailedException(
                $"{File} has {text.Lines.Count} lines; there is no line {Line}. Lines and columns count from 1.",
                SmolCode.ExitCode.Failed
            );
        }

        var line = text.Lines[Line - 1];
        var length = line.Span.Length;
        return Column <= length + 1
            ? line.Start + Column - 1
            : throw new CommandFailedException(
                $"Line {Line} of {File} is {length} UTF-16 units long; there is no column {Column}. The last position is {Line}:{length + 1}.",
                SmolCode.ExitCode.Failed
            );
    }
}
