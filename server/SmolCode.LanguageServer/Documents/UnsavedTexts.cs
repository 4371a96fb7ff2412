using Microsoft.CodeAnalysis.Text;
using SmolCode.CodeAnalysis;
using SmolCode.LanguageServer.Requests;

namespace SmolCode.LanguageServer.Documents;

/// <summary>
/// Shows a document the unsaved text of the others: what was typed there counts here before it is saved. A text is handed to the workspace
/// when another document is worked in, not with every key.
/// </summary>
internal sealed class UnsavedTexts : IDisposable
{
    private readonly Lock gate = new();
    private readonly CodeWorkspace workspace;
    private readonly Dictionary<string, SourceText> known = new(StringComparer.Ordinal);

    /// <summary>Hands texts to <paramref name="workspace"/>, again after it was loaded anew.</summary>
    public UnsavedTexts(CodeWorkspace workspace)
    {
        this.workspace = workspace;
        workspace.StatusChanged += OnStatusChanged;
    }

    /// <summary>The workspace is to know the texts of all open documents but the one at hand.</summary>
    /// <param name="latest">The newest state: what was closed since a request came counts no more.</param>
    /// <param name="current">The one at hand.</param>
    public void Publish(Func<ServerState> latest, OpenDocument current)
    {
        lock (gate)
        {
            List<FileChange> changes = [];
            foreach (var document in latest().Documents.Values)
            {
                if (
                    document.Uri != current.Uri
                    && document.IsCSharp
                    && !(known.TryGetValue(document.Path, out var text) && ReferenceEquals(text, document.Text))
                )
                {
                    known[document.Path] = document.Text;
                    changes.Add(new FileChange(document.Path, FileChangeKind.Changed, document.Text));
                }
            }

            if (changes.Count > 0)
            {
                workspace.ApplyFileChanges(changes);
            }
        }
    }

    /// <summary>A document as it is now, beside the unsaved texts of the others.</summary>
    /// <exception cref="OperationCanceledException">It is not open any more.</exception>
    public DocumentSnapshot Snapshot(Func<ServerState> latest, string uri)
    {
        if (!latest().Documents.TryGetValue(uri, out var document))
        {
            throw new OperationCanceledException();
        }

        Publish(latest, document);
        return workspace.GetSnapshot(document.Path, document.Text, document.Version);
    }

    /// <summary>A document was closed: the file on disk counts again.</summary>
    public void Close(OpenDocument document)
    {
        lock (gate)
        {
            if (known.Remove(document.Path))
            {
                workspace.ApplyFileChanges([new FileChange(document.Path, FileChangeKind.Changed)]);
            }
        }
    }

    /// <inheritdoc />
    public void Dispose() => workspace.StatusChanged -= OnStatusChanged;

    private void OnStatusChanged(object? sender, WorkspaceStatus status)
    {
        lock (gate)
        {
            known.Clear();
        }
    }
}
