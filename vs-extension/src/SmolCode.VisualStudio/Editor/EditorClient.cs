using System.ComponentModel.Composition;
using Microsoft.VisualStudio.Text;
using Microsoft.VisualStudio.Text.Editor;
using Microsoft.VisualStudio.Threading;
using SmolCode.VisualStudio.Client;
using SmolCode.VisualStudio.Documents;
using SmolCode.VisualStudio.Protocol;

namespace SmolCode.VisualStudio.Editor;

/// <summary>The one client, and the documents and the view that the editor has open.</summary>
[Export(typeof(EditorClient))]
internal sealed class EditorClient : IEditorBuffers, IDisposable
{
    private readonly ITextDocumentFactoryService files;
    private readonly JoinableTaskContext threads;
    private readonly object gate = new();
    private readonly Dictionary<ITextBuffer, EditorDocument> documents = [];
    private ITextView? activeView;

    [ImportingConstructor]
    public EditorClient(
        ITextDocumentFactoryService files,
        JoinableTaskContext threads,
        [Import(AllowDefault = true)] ClientEnvironment? environment
    )
    {
        this.files = files;
        this.threads = threads;
        var folder = Path.GetDirectoryName(typeof(EditorClient).Assembly.Location)!;
        Client = new SmolCodeClient(environment ?? ClientEnvironment.Installed(folder), this);
    }

    public SmolCodeClient Client { get; }

    /// <summary>The C# view that had the focus last, and is still open; null: none.</summary>
    public ITextView? ActiveView
    {
        get
        {
            lock (gate)
            {
                return activeView;
            }
        }
    }

    /// <summary>The document of a text; null for one that is no open C# file.</summary>
    public EditorDocument? Find(ITextBuffer buffer)
    {
        lock (gate)
        {
            return documents.TryGetValue(buffer, out var document) ? document : null;
        }
    }

    /// <summary>A view shows a document; null: what it shows is no file.</summary>
    public EditorDocument? AddView(ITextView view)
    {
        var buffer = view.TextDataModel.DocumentBuffer;
        if (!files.TryGetTextDocument(buffer, out var file) || DocumentUri.TryFromPath(file.FilePath) is not { } uri)
        {
            return null;
        }

        EditorDocument document;
        lock (gate)
        {
            if (!documents.TryGetValue(buffer, out document))
            {
                document = new EditorDocument(Client, file, uri);
                documents.Add(buffer, document);
            }
        }

        document.AddView();
        return document;
    }

    /// <summary>A view was closed.</summary>
    public void RemoveView(ITextView view, EditorDocument document)
    {
        lock (gate)
        {
            activeView = activeView == view ? null : activeView;
            if (document.RemoveView())
            {
                documents.Remove(document.Buffer);
            }
        }

        if (ActiveView is null)
        {
            Client.ActiveDocument = null;
        }
    }

    /// <summary>A view got the focus.</summary>
    public void Activate(ITextView view, EditorDocument document)
    {
        ITextView? before;
        lock (gate)
        {
            before = activeView;
            activeView = view;
        }

        if (before is not null && before != view && Find(before.TextDataModel.DocumentBuffer) is { } left && left != document)
        {
            Client.Suggestions.Left(left.Uri);
        }

        Client.ActiveDocument = document.Uri;
        var caret = view.Caret.Position.BufferPosition;
        Client.Suggestions.Focused(document.Uri, new SnapshotLines(caret.Snapshot).PositionAt(caret.Position));
    }

    /// <summary>A C# editor is in front, or something else is.</summary>
    public void ShowActive(bool isInFront) =>
        Client.ActiveDocument = isInFront && ActiveView is { } view ? Find(view.TextDataModel.DocumentBuffer)?.Uri : null;

    /// <summary>The document and what is selected in it; null where no C# document is active.</summary>
    public (string Uri, LineRange Range)? Selection()
    {
        if (ActiveView is not { } view || Find(view.TextDataModel.DocumentBuffer) is not { } document)
        {
            return null;
        }

        var (start, end) = (view.Selection.Start.Position, view.Selection.End.Position);
        var lines = new SnapshotLines(start.Snapshot);
        return (document.Uri, new LineRange(lines.PositionAt(start.Position), lines.PositionAt(end.Position)));
    }

    public string? TextOf(string uri) => Find(uri)?.Buffer.CurrentSnapshot.GetText();

    public async Task<bool> TryEditAsync(string uri, int version, IReadOnlyList<TextEdit> edits, CancellationToken cancellationToken)
    {
        await threads.Factory.SwitchToMainThreadAsync(cancellationToken);
        if (Find(uri) is not { } document || Client.Documents.VersionOf(uri) != version)
        {
            return false;
        }

        // What is not applied is cancelled with it.
        using var edit = document.Buffer.CreateEdit();
        if (document.VersionOf(edit.Snapshot) != version)
        {
            return false;
        }

        var lines = new SnapshotLines(edit.Snapshot);
        foreach (var change in edits)
        {
            var start = lines.OffsetAt(change.Range.Start);
            if (!edit.Replace(start, lines.OffsetAt(change.Range.End) - start, change.NewText))
            {
                return false;
            }
        }

        // The same text after it: another part of Visual Studio has refused it.
        return edit.Apply() != edit.Snapshot || edits.Count == 0;
    }

    public void Dispose() => Client.Dispose();

    private EditorDocument? Find(string uri)
    {
        lock (gate)
        {
            return documents.Values.FirstOrDefault(d => DocumentUri.Comparer.Equals(d.Uri, uri));
        }
    }
}
