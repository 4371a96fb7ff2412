using Microsoft.Extensions.Logging;
using SmolCode.CodeAnalysis.Loading;

namespace SmolCode.CodeAnalysis.Similarity;

/// <summary>What of a workspace is found as similar code: its source files, but those that a tool wrote.</summary>
internal static partial class SourceIndexing
{
    /// <summary>Indexes the projects' own files and those below the roots. Never fails for what the files hold.</summary>
    public static void Build(SimilarCodeIndex index, WorkspaceContent content, ILogger logger, CancellationToken cancellationToken)
    {
        try
        {
            var seen = new HashSet<string>(WorkspaceContent.PathComparer);
            var loose = content.IsFile ? [] : content.Locations.SelectMany(l => SourceFile.Enumerate(l.RootPath, cancellationToken));
            foreach (var path in content.Paths.Concat(loose))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (seen.Add(path))
                {
                    IndexFile(index, content, path);
                }
            }

            LogIndexed(logger, index.FileCount, index.WindowCount);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogIndexFailed(logger, e);
        }
    }

    private static void IndexFile(SimilarCodeIndex index, WorkspaceContent content, string path, string? unsaved = null)
    {
        if (GeneratedCode.IsGeneratedPath(path))
        {
            return;
        }

        if ((unsaved ?? SourceFile.TryReadString(path)) is { } text && !GeneratedCode.HasGeneratedHeader(text))
        {
            index.Update(path, content.RelativePath(path), ProjectFiles.PathInProject(content, path), text);
        }
        else
        {
            index.Remove(path);
        }
    }

    /// <summary>Indexes files anew that changed.</summary>
    public static void Update(
        SimilarCodeIndex index,
        WorkspaceContent content,
        IReadOnlyCollection<FileChange> changes,
        CancellationToken cancellationToken
    )
    {
        foreach (var change in changes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var known = content.Find(change.Path).Length > 0;
            var inRoot = content.RootOf(change.Path) is { } root && !SourceFile.IsInSkippedFolder(root, change.Path);
            if (change.Kind == FileChangeKind.Deleted)
            {
                index.Remove(change.Path);
            }
            else if (!content.IsFile && (known || inRoot))
            {
                IndexFile(index, content, change.Path, change.Text?.ToString());
            }
        }
    }

    [LoggerMessage(LogLevel.Debug, "Similar code: {Files} files, {Windows} windows")]
    private static partial void LogIndexed(ILogger logger, int files, int windows);

    [LoggerMessage(LogLevel.Warning, "The index of similar code couldn't be built")]
    private static partial void LogIndexFailed(ILogger logger, Exception exception);
}
