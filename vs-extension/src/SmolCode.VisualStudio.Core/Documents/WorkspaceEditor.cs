using System.Text;
using SmolCode.VisualStudio.Output;

namespace SmolCode.VisualStudio.Documents;

/// <summary>Makes edits: in the editor where a document is open there, in its file otherwise.</summary>
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
    public async Task<bool> ApplyAsync(WorkspaceEdit edit, CancellationToken cancellationToken)
    {
        // All of it can be made, as far as can be known before.
        if (edit.Documents.FirstOrDefault(d => !CanEdit(d)) is { } refused)
        {
            log.Write(LogLevel.Warning, $"{refused.Uri} is not as the edit expects it; nothing was changed.");
            return false;
        }

        foreach (var document in edit.Documents)
        {
            if (!await EditAsync(document, cancellationToken).ConfigureAwait(false))
            {
                log.Write(LogLevel.Warning, $"{document.Uri} could not be changed.");
                return false;
            }
        }

        return true;
    }

    private bool CanEdit(DocumentEdit edit) =>
        documents.VersionOf(edit.Uri) is { } version
            ? edit.Version is null || edit.Version == version
            : DocumentUri.ToPath(edit.Uri) is { } path && edit.Version is null && (edit.Creates || File.Exists(path));

    private async Task<bool> EditAsync(DocumentEdit edit, CancellationToken cancellationToken)
    {
        if (documents.VersionOf(edit.Uri) is { } version)
        {
            return await buffers.TryEditAsync(edit.Uri, version, edit.Edits, cancellationToken).ConfigureAwait(false);
        }

        try
        {
            Write(DocumentUri.ToPath(edit.Uri)!, edit.Edits);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.Write(LogLevel.Error, e.Message);
            return false;
        }
    }

    private static void Write(string path, IReadOnlyList<TextEdit> edits)
    {
        Encoding encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var text = "";
        if (File.Exists(path))
        {
            using var reader = new StreamReader(path, encoding, detectEncodingFromByteOrderMarks: true);
            text = reader.ReadToEnd();
            encoding = reader.CurrentEncoding;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, new TextLines(text).Apply(edits), encoding);
    }
}
