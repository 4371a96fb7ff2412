using Microsoft.VisualStudio.Text;
using SmolCode.VisualStudio.Client;
using SmolCode.VisualStudio.Documents;
using SmolCode.VisualStudio.Protocol;

namespace SmolCode.VisualStudio.Editor;

/// <summary>An open C# file: tells the client of its text for as long as a view shows it.</summary>
internal sealed class EditorDocument
{
    private readonly SmolCodeClient client;
    private readonly ITextDocument file;

    /// <summary>The text that the client knows, and its version there. One object: it is read on any thread.</summary>
    private volatile Tuple<ITextSnapshot, int> told;
    private int views;

    public EditorDocument(SmolCodeClient client, ITextDocument file, string uri)
    {
        this.client = client;
        this.file = file;
        Uri = uri;
        told = Tuple.Create(Buffer.CurrentSnapshot, 0);
    }

    public ITextBuffer Buffer => file.TextBuffer;

    public string Uri { get; private set; }

    /// <summary>The version under which the client knows this text; null when it does not, or knows a later one.</summary>
    public int? VersionOf(ITextSnapshot snapshot)
    {
        var (text, version) = told;
        return text.Version.VersionNumber == snapshot.Version.VersionNumber ? version : null;
    }

    /// <summary>A view shows it.</summary>
    public void AddView()
    {
        if (views++ == 0)
        {
            file.FileActionOccurred += OnFileAction;
            // Before anything moves the cursor or asks for proposals because of it.
            Buffer.ChangedHighPriority += OnChanged;
            Open();
        }
    }

    /// <summary>A view does not show it any more. True: none does.</summary>
    public bool RemoveView()
    {
        if (--views > 0)
        {
            return false;
        }

        Buffer.ChangedHighPriority -= OnChanged;
        file.FileActionOccurred -= OnFileAction;
        client.Suggestions.Left(Uri);
        client.Documents.Close(Uri);
        return true;
    }

    private void Open()
    {
        var snapshot = Buffer.CurrentSnapshot;
        SnapshotLines.Read(snapshot);
        client.Documents.Open(Uri, snapshot.GetText);
        Tell(snapshot);
    }

    private void OnChanged(object sender, TextContentChangedEventArgs e)
    {
        var lines = new SnapshotLines(e.Before);
        var changes = e
            .Changes.Select(c => new TextChange(
                c.OldSpan.Start,
                c.OldSpan.Length,
                c.NewText,
                new LineRange(lines.PositionAt(c.OldSpan.Start), lines.PositionAt(c.OldSpan.End))
            ))
            .ToList();
        changes.ForEach(c => SnapshotLines.Follow(e.After.TextBuffer, c.Text));
        client.Suggestions.Changed(Uri, changes, e.After.GetText);
        Tell(e.After);
    }

    private void Tell(ITextSnapshot text) => told = Tuple.Create(text, client.Documents.VersionOf(Uri) ?? 0);

    private void OnFileAction(object sender, TextDocumentFileActionEventArgs e)
    {
        if (e.FileActionType.HasFlag(FileActionTypes.DocumentRenamed))
        {
            if (DocumentUri.TryFromPath(e.FilePath) is not { } renamed)
            {
                // A name that is no path: it goes on under the one that it had.
                return;
            }

            var isActive = client.ActiveDocument == Uri;
            client.Suggestions.Left(Uri);
            client.Documents.Close(Uri);
            Uri = renamed;
            Open();
            if (isActive)
            {
                client.ActiveDocument = Uri;
            }
        }
        else if (e.FileActionType.HasFlag(FileActionTypes.ContentSavedToDisk))
        {
            client.Documents.Save(Uri);
        }
    }
}
