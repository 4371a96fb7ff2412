using System.Text.Json;
using SmolCode.Inference;

namespace SmolCode.Evaluation;

/// <summary>Reads and writes hole files (JSON lines).</summary>
public static class HoleFile
{
    /// <summary>Reads the rows.</summary>
    /// <exception cref="EvaluationException">A line is not a row; the message names it.</exception>
    public static async Task<IReadOnlyList<HoleRow>> ReadAsync(string file, CancellationToken cancellationToken)
    {
        var rows = new List<HoleRow>();
        var number = 0;
        try
        {
            await foreach (var line in File.ReadLinesAsync(file, cancellationToken))
            {
                number++;
                if (!string.IsNullOrWhiteSpace(line))
                {
                    rows.Add(
                        JsonSerializer.Deserialize(line, HoleJson.Default.HoleRow)
                            ?? throw new EvaluationException($"{file}:{number} is null, not a hole.")
                    );
                }
            }
        }
        catch (JsonException exception)
        {
            throw new EvaluationException($"{file}:{number} is not a hole row: {exception.Message}", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new EvaluationException($"The hole file cannot be read: {exception.Message}", exception);
        }

        return rows.Count > 0
            ? rows
            : throw new EvaluationException(
                $"{file} holds no rows. Make some with: smolcode eval --make-holes 100 --seed 1 --out {file} DIR"
            );
    }

    /// <summary>Writes the rows, whole or not at all.</summary>
    public static Task WriteAsync(string file, IEnumerable<HoleRow> rows, CancellationToken cancellationToken) =>
        WholeFile.WriteAsync(
            file,
            string.Concat(rows.Select(r => JsonSerializer.Serialize(r, HoleJson.Default.HoleRow) + "\n")),
            cancellationToken
        );
}
