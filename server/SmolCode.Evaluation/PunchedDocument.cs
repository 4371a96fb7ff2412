using System.Text;

namespace SmolCode.Evaluation;

/// <summary>A file with its hole punched: the text that completion sees, in which the answer is nowhere.</summary>
/// <param name="FilePath">Absolute path.</param>
/// <param name="Text">The text around the hole.</param>
/// <param name="Position">The cursor.</param>
public sealed record PunchedDocument(string FilePath, string Text, int Position)
{
    /// <summary>Reads the file and punches the hole.</summary>
    /// <exception cref="EvaluationException">The row does not fit its file; the message names the row.</exception>
    public static PunchedDocument Open(HoleRow row, string root, int rowNumber)
    {
        var path = Path.GetFullPath(Path.Combine(root, row.Path));
        if (
            Path.GetRelativePath(root, path) is var relative
            && (
                relative == ".."
                || relative.StartsWith(".." + Path.DirectorySeparatorChar, StringComparison.Ordinal)
                || Path.IsPathRooted(relative)
            )
        )
        {
            throw new EvaluationException(
                $"Row {rowNumber} ({row.Path}) lies outside of --root {Path.GetFullPath(root)}. Paths of rows are relative to it."
            );
        }

        string text;
        try
        {
            using var reader = new StreamReader(path, Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
            text = reader.ReadToEnd();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new EvaluationException(
                $"Row {rowNumber} ({row.Path}): {exception.Message} Is --root the folder that the paths are relative to?",
                exception
            );
        }

        if (row.Offset < 0 || row.ExpectedLength < 0 || (long)row.Offset + row.ExpectedLength > text.Length)
        {
            throw new EvaluationException(
                $"Row {rowNumber} ({row.Path}) does not fit its file: offset {row.Offset} + {row.ExpectedLength} is beyond its {text.Length} UTF-16 units. Was the file changed since the holes were made?"
            );
        }

        var removed = text.Substring(row.Offset, row.ExpectedLength);
        if (removed.ReplaceLineEndings("\n") != row.Expected.ReplaceLineEndings("\n"))
        {
            throw new EvaluationException(
                $"Row {rowNumber} ({row.Path}) does not fit its file: at offset {row.Offset} stands another text than the expected one. Was the file changed since the holes were made?"
            );
        }

        return new PunchedDocument(
            path,
            string.Concat(text.AsSpan(0, row.Offset), row.AutoClose, text.AsSpan(row.Offset + row.ExpectedLength)),
            row.Offset
        );
    }
}
