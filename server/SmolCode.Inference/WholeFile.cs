namespace SmolCode.Inference;

/// <summary>Text files that are written whole or not at all: beside their place first, then moved there.</summary>
public static class WholeFile
{
    /// <summary>Writes a file as UTF-8, in a folder that is made where it is missing; what stood there stays until the whole text is on disk.</summary>
    /// <param name="path">The file.</param>
    /// <param name="text">Its new text.</param>
    /// <exception cref="IOException">It can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It can't be written.</exception>
    public static void Write(string path, string text)
    {
        var temporary = Begin(path);
        try
        {
            File.WriteAllText(temporary, text);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <inheritdoc cref="Write"/>
    /// <param name="path">The file.</param>
    /// <param name="text">Its new text.</param>
    /// <param name="cancellationToken">Ends it; what stood there stays.</param>
    public static async Task WriteAsync(string path, string text, CancellationToken cancellationToken)
    {
        var temporary = Begin(path);
        try
        {
            await File.WriteAllTextAsync(temporary, text, cancellationToken).ConfigureAwait(false);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    // Named by the process: two that write the same file don't write into each other's.
    private static string Begin(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        return $"{path}.{Environment.ProcessId}.partial";
    }
}
