using SmolCode.CodeAnalysis;
using SmolCode.LanguageServer.Background;
using SmolCode.LanguageServer.Documents;
using SmolCode.LanguageServer.Protocol;
using SmolCode.LanguageServer.Requests;

namespace SmolCode.LanguageServer.Handlers;

/// <summary>Handles <c>workspace/didChangeWatchedFiles</c>: sources are read again, project files make the workspace load again.</summary>
internal sealed class DidChangeWatchedFilesHandler(CodeWorkspace workspace, WorkspaceLoader loader)
    : NotificationHandler<DidChangeWatchedFilesParams>(LspJsonContext.Default.DidChangeWatchedFilesParams)
{
    /// <inheritdoc />
    public override string Method => "workspace/didChangeWatchedFiles";

    /// <inheritdoc />
    protected override void Handle(DidChangeWatchedFilesParams parameters, RequestContext context)
    {
        var changes = new List<FileChange>(parameters.Changes.Length);
        foreach (var change in parameters.Changes)
        {
            if (DocumentPath.FromUri(change.Uri) is { } path)
            {
                var kind = change.Type switch
                {
                    1 => FileChangeKind.Created,
                    3 => FileChangeKind.Deleted,
                    _ => FileChangeKind.Changed,
                };
                changes.Add(new FileChange(path, kind));
            }
        }

        if (changes.Count > 0 && workspace.ApplyFileChanges(changes))
        {
            loader.ReloadSoon();
        }
    }
}
