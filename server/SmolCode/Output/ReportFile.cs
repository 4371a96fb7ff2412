namespace SmolCode.Output;

/// <summary>Files that commands write their figures to (<c>--report</c>).</summary>
internal static class ReportFile
{
    /// <summary>Writes a document whole or not at all; nothing without a path.</summary>
    public static async Task WriteAsync(string? path, string document, CancellationToken cancellationToken)
    {
        if (path is null)
        {
            return;
        }

        var temporary = path + ".partial";
        await File.WriteAllTextAsync(temporary, document, cancellationToken);
        File.Move(temporary, path, overwrite: true);
    }
}
