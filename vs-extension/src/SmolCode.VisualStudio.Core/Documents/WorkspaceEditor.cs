using System.Text;
using SmolCode.VisualStudio.Output;

namespace SmolCode.VisualStudio.Documents;

/// <summary>
/// Makes edits: in the editor where a document is open there, in its file otherwise. What can't be read, or is not as it was expected, is
/// never written.
/// </summary>
public sealed class WorkspaceEditor : IWorkspaceEditor
{
    private readonly DocumentSync documents;
    private readonly IEditorBuffers buffers;
    private readonly IClientLog log;

    /// <summary>An editor of open documents and of files.</summary>
    public WorkspaceEditor(DocumentSync documents, IEditorBuffers buffers, IClientLog log)
    {
        this.documents = documents;
        this.buffers = buffers;
        this.log = log;
    }

    /// <inheritdoc />
    public Task<bool> ApplyAsync(WorkspaceEdit edit, CancellationToken cancellationToken) => ApplyAsync(edit, [], cancellationToken);

    /// <summary>Makes all of an edit that was shown before, or nothing: also where a file is not as it was when it was shown.</summary>
    /// <param name="edit">The edit.</param>
    /// <param name="shown">What <see cref="PreviewAsync"/> said of it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<bool> ApplyAsync(WorkspaceEdit edit, IReadOnlyList<FilePreview> shown, CancellationToken cancellationToken)
    {
        // All of it can be made, as far as can be known before. Nobody who waits for files is on the UI thread.
        var steps = await Task.Run(() => Plan(edit, shown), cancellationToken).ConfigureAwait(false);
        if (steps is null)
        {
            return false;
        }

        // The editor may refuse, so it comes first.
        foreach (var (document, version, _) in steps.Where(s => s.Content is null))
        {
            if (!await buffers.TryEditAsync(document.Uri, version, document.Edits, cancellationToken).ConfigureAwait(false))
            {
                log.Write(LogLevel.Warning, $"{document.Uri} could not be changed.");
                return false;
            }
        }

        return await Task.Run(() => steps.All(s => s.Content is null || TryWrite(s.Edit, s.Content)), cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>What an edit would make of the files that it touches. One that can't be read is shown as far as it can be.</summary>
    public Task<IReadOnlyList<FilePreview>> PreviewAsync(WorkspaceEdit edit, CancellationToken cancellationToken) =>
        Task.Run<IReadOnlyList<FilePreview>>(
            () => [.. edit.Documents.Where(d => DocumentUri.ToPath(d.Uri) is not null).Select(Preview)],
            cancellationToken
        );

    private FilePreview Preview(DocumentEdit edit)
    {
        var path = DocumentUri.ToPath(edit.Uri)!;
        var before = buffers.TextOf(edit.Uri) ?? (File.Exists(path) ? File.ReadAllText(path) : null);
        return new FilePreview(path, before ?? "", new TextLines(before ?? "").Apply(edit.Edits), before is null);
    }

    /// <summary>The new bytes of every file, and the version of every document that is open (no bytes); null: it can't be made.</summary>
    private List<(DocumentEdit Edit, int Version, byte[]? Content)>? Plan(WorkspaceEdit edit, IReadOnlyList<FilePreview> shown)
    {
        var steps = new List<(DocumentEdit Edit, int Version, byte[]? Content)>();
        foreach (var document in edit.Documents)
        {
            try
            {
                var expected = shown.FirstOrDefault(p => DocumentUri.Comparer.Equals(DocumentUri.FromPath(p.Path), document.Uri));
                steps.Add(Plan(document, expected));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                log.Write(LogLevel.Error, $"{document.Uri}: nothing was changed. {e.Message}");
                return null;
            }
        }

        return steps;
    }

    private (DocumentEdit Edit, int Version, byte[]? Content) Plan(DocumentEdit edit, FilePreview? expected)
    {
        if (documents.VersionOf(edit.Uri) is { } version)
        {
            Require(!edit.Creates, "It is there already.");
            Require(edit.Version is null || edit.Version == version, "It is not as the edit expects it.");
            Require(
                expected is null || (!expected.IsNew && buffers.TextOf(edit.Uri) == expected.Before),
                "It is not as it was when the edit was shown."
            );
            return (edit, version, null);
        }

        Require(edit.Version is null, "It is not open any more.");
        if (DocumentUri.ToPath(edit.Uri) is not { } path)
        {
            throw new IOException("It is no file.");
        }

        var exists = File.Exists(path);
        Require(exists || edit.Creates, "It is not there.");
        Require(!exists || !edit.Creates, "It is there already.");
        try
        {
            var file = exists ? FileText.Read(File.ReadAllBytes(path)) : FileText.Empty;
            Require(
                expected is null || (expected.IsNew != exists && file.Text == expected.Before),
                "It is not as it was when the edit was shown."
            );
            return (edit, 0, file.Write(new TextLines(file.Text).Apply(edit.Edits)));
        }
        catch (DecoderFallbackException)
        {
            throw new IOException("It is neither UTF-8 nor marked as another encoding. Open it and save it as UTF-8 first.");
        }
        catch (EncoderFallbackException)
        {
            throw new IOException("The edit holds a text that can't be written.");
        }
    }

    private static void Require(bool isSo, string otherwise)
    {
        if (!isSo)
        {
            throw new IOException(otherwise);
        }
    }

    private bool TryWrite(DocumentEdit edit, byte[] content)
    {
        var path = DocumentUri.ToPath(edit.Uri)!;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            // One that has appeared meanwhile is not overwritten.
            using var file = new FileStream(path, edit.Creates ? FileMode.CreateNew : FileMode.Create, FileAccess.Write, FileShare.Read);
            file.Write(content, 0, content.Length);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.Write(LogLevel.Error, e.Message);
            return false;
        }
    }
}
