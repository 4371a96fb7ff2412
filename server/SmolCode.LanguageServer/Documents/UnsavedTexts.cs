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
    public void Publish(IEnumerable<OpenDocument> open, OpenDocument current)
    {
        lock (gate)
        {
            List<FileChange> changes = [];
            foreach (var document in open)
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

    /// <summary>A document as it is in a state, beside the unsaved texts of the others.</summary>
    /// <exception cref="OperationCanceledException">It is not open there.</exception>
    public DocumentSnapshot Snapshot(ServerState state, string uri)
    {
        if (!state.Documents.TryGetValue(uri, out var document))
        {
            throw new OperationCanceledException();
        }

        Publish(state.Documents.Values, document);
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
