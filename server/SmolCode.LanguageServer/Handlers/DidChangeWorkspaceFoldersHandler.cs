using SmolCode.LanguageServer.Background;
using SmolCode.LanguageServer.Documents;
using SmolCode.LanguageServer.Protocol;
using SmolCode.LanguageServer.Requests;

namespace SmolCode.LanguageServer.Handlers;

/// <summary>Handles <c>workspace/didChangeWorkspaceFolders</c>: when other folders are open now, they are loaded.</summary>
internal sealed class DidChangeWorkspaceFoldersHandler(WorkspaceLoader loader)
    : NotificationHandler<DidChangeWorkspaceFoldersParams>(LspJsonContext.Default.DidChangeWorkspaceFoldersParams)
{
    /// <inheritdoc />
    public override string Method => "workspace/didChangeWorkspaceFolders";

    /// <inheritdoc />
    protected override void Handle(DidChangeWorkspaceFoldersParams parameters, RequestContext context)
    {
        var removed = parameters.Event.Removed.Select(f => DocumentPath.FromUri(f.Uri)).ToHashSet();
        var added = parameters.Event.Added.Select(f => DocumentPath.FromUri(f.Uri)).OfType<string>();
        context.Change(s => s with { Folders = [.. s.Folders.Where(f => !removed.Contains(f)).Concat(added).Distinct()] });
        if (!context.State.Folders.IsEmpty && !context.State.Folders.SequenceEqual(loader.Paths))
        {
            loader.LoadFolders(context.State.Folders, context.State.Trusted, context.State.Client.Window is { WorkDoneProgress: true });
        }
    }
}
