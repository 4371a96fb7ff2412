using SmolCode.Inference;

namespace SmolCode.Output;

/// <summary>Files that commands write their figures to (<c>--report</c>).</summary>
internal static class ReportFile
{
    /// <summary>Refuses a path in a folder that is not there, before the work whose report it is.</summary>
    /// <exception cref="CommandFailedException">There is no such folder.</exception>
    public static void EnsureFolder(string? path)
    {
        if (path is not null && !Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path))))
        {
            throw new CommandFailedException($"There is no folder for {path}. Make it, or choose another place for --report.");
        }
    }

    /// <summary>Writes a document whole or not at all; nothing without a path.</summary>
    public static Task WriteAsync(string? path, string document, CancellationToken cancellationToken) =>
        path is null ? Task.CompletedTask : WholeFile.WriteAsync(path, document, cancellationToken);

    /// <summary>Writes a report where one is wanted, and shows it: as people read it, or as the document that it is.</summary>
    /// <param name="path">The file; null: none.</param>
    /// <param name="document">The report as JSON.</param>
    /// <param name="show">Shows it to people; null: the document goes to stdout.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<int> WriteAndShowAsync(string? path, string document, Action? show, CancellationToken cancellationToken)
    {
        await WriteAsync(path, document, cancellationToken);
        if (show is null)
        {
            Console.Out.WriteLine(document);
        }
        else
        {
            show();
        }

        return ExitCode.Done;
    }
}
