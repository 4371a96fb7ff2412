using SmolCode.VisualStudio.Documents;
using SmolCode.VisualStudio.Protocol;

namespace SmolCode.VisualStudio.Core.Tests;

/// <summary>An editor with one document, which tells of its changes as Visual Studio's does.</summary>
internal sealed class MemoryEditor(string uri, string text) : IWorkspaceEditor
{
    private readonly List<WorkspaceEdit> applied = [];

    public string Uri => uri;

    public string Text { get; private set; } = text;

    public IReadOnlyList<WorkspaceEdit> Applied => applied;

    public int OffsetOf(string part) => Text.IndexOf(part, StringComparison.Ordinal);

    public LinePosition PositionAt(int offset) => new TextLines(Text).PositionAt(offset);

    /// <summary>Replaces a part of the text.</summary>
    public TextChange Replace(int offset, int length, string with)
    {
        var lines = new TextLines(Text);
        var change = new TextChange(offset, length, with, new LineRange(lines.PositionAt(offset), lines.PositionAt(offset + length)));
        Text = Text.Remove(offset, length).Insert(offset, with);
        return change;
    }

    public Task<bool> ApplyAsync(WorkspaceEdit edit, CancellationToken cancellationToken)
    {
        applied.Add(edit);
        return Task.FromResult(true);
    }
}
