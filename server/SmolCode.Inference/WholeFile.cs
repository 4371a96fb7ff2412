using System.Text;

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
            using (var stream = Create(temporary))
            {
                stream.Write(Bytes(text, null));
                stream.Flush(flushToDisk: true);
            }

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
    /// <param name="encoding">Its encoding, with the byte order mark that it has; null: UTF-8 without one.</param>
    public static async Task WriteAsync(string path, string text, CancellationToken cancellationToken, Encoding? encoding = null)
    {
        var temporary = Begin(path);
        try
        {
            await using (var stream = Create(temporary))
            {
                await stream.WriteAsync(Bytes(text, encoding), cancellationToken).ConfigureAwait(false);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static FileStream Create(string temporary) => new(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None);

    private static byte[] Bytes(string text, Encoding? encoding)
    {
        encoding ??= new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        return [.. encoding.GetPreamble(), .. encoding.GetBytes(text)];
    }

    // Two that write the same file don't write into each other's.
    private static string Begin(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        return $"{path}.{Guid.NewGuid():N}.partial";
    }
}
