using Microsoft.VisualStudio.Text;
using Microsoft.VisualStudio.Utilities;

namespace SmolCode.VisualStudio.Tests.FakeShell;

/// <summary>A text that can be edited, on the thread that owns it only.</summary>
internal sealed class FakeBuffer : ITextBuffer
{
    private readonly Thread owner;

    public FakeBuffer(string text, Thread owner)
    {
        this.owner = owner;
        CurrentSnapshot = new FakeSnapshot(this, text, 0);
    }

    public event EventHandler<TextContentChangedEventArgs>? Changed;

    public event EventHandler<TextContentChangedEventArgs>? ChangedHighPriority;

    public IContentType ContentType => throw new NotSupportedException();

    public ITextSnapshot CurrentSnapshot { get; private set; }

    public PropertyCollection Properties { get; } = new();

    /// <summary>Another part cancels edits as they are applied.</summary>
    public bool IsCancelling { get; set; }

    /// <summary>Refuses edits.</summary>
    public bool IsReadOnly { get; set; }

    public ITextEdit CreateEdit() => new FakeEdit(this, (FakeSnapshot)CurrentSnapshot);

    /// <summary>Replaces one part.</summary>
    public void Replace(int start, int length, string text)
    {
        using var edit = CreateEdit();
        edit.Replace(start, length, text);
        edit.Apply();
    }

    private FakeSnapshot Apply(FakeSnapshot before, List<FakeChange> changes)
    {
        Assert.Same(owner, Thread.CurrentThread);
        Assert.Same(before, CurrentSnapshot);
        var text = before.GetText();
        // From the end; of several at one place the first stands first.
        foreach (
            var change in changes.Index().OrderByDescending(c => c.Item.OldSpan.Start).ThenByDescending(c => c.Index).Select(c => c.Item)
        )
        {
            text = text.Remove(change.OldSpan.Start, change.OldSpan.Length).Insert(change.OldSpan.Start, change.NewText);
        }

        var ordered = new FakeChanges();
        ordered.AddRange(changes.OrderBy(c => c.OldSpan.Start));
        before.Changes = ordered;
        var after = new FakeSnapshot(this, text, before.VersionNumber + 1);
        CurrentSnapshot = after;
        var told = new TextContentChangedEventArgs(before, after, default, null);
        ChangedHighPriority?.Invoke(this, told);
        Changed?.Invoke(this, told);
        return after;
    }

    private sealed class FakeEdit(FakeBuffer buffer, FakeSnapshot snapshot) : ITextEdit
    {
        private readonly List<FakeChange> changes = [];

        public ITextSnapshot Snapshot => snapshot;

        public bool HasFailedChanges => buffer.IsReadOnly;

        public bool Replace(int startPosition, int charsToReplace, string replaceWith)
        {
            if (buffer.IsReadOnly)
            {
                return false;
            }

            changes.Add(new FakeChange(new Span(startPosition, charsToReplace), replaceWith));
            return true;
        }

        public ITextSnapshot Apply() => buffer.IsCancelling ? snapshot : buffer.Apply(snapshot, changes);

        public void Cancel() => changes.Clear();

        public void Dispose() => changes.Clear();
    }
}
