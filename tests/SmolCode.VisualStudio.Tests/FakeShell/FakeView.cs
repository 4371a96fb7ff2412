using Microsoft.VisualStudio.Text;
using Microsoft.VisualStudio.Text.Editor;
using Microsoft.VisualStudio.Utilities;

namespace SmolCode.VisualStudio.Tests.FakeShell;

/// <summary>A view on a text: its cursor stays where it is while the text around it changes, and moves behind what is put in there.</summary>
internal sealed class FakeView : IWpfTextView, ITextCaret, ITextSelection, ITextDataModel
{
    private readonly FakeBuffer buffer;
    private int caret;
    private int anchor;
    private CaretPosition told;

    public FakeView(FakeBuffer buffer)
    {
        this.buffer = buffer;
        buffer.Changed += OnChanged;
        told = Position;
    }

    public event EventHandler? Closed;

    public event EventHandler? GotAggregateFocus;

    public event EventHandler? LostAggregateFocus;

    public event EventHandler<CaretPositionChangedEventArgs>? PositionChanged;

    public ITextCaret Caret => this;

    public ITextSelection Selection => this;

    public ITextDataModel TextDataModel => this;

    public ITextBuffer DocumentBuffer => buffer;

    public bool IsClosed { get; private set; }

    public PropertyCollection Properties { get; } = new();

    public CaretPosition Position => new(At(caret), null!, PositionAffinity.Successor);

    public VirtualSnapshotPoint Start => At(Math.Min(anchor, caret));

    public VirtualSnapshotPoint End => At(Math.Max(anchor, caret));

    public int Offset => caret;

    public string Text => buffer.CurrentSnapshot.GetText();

    /// <summary>Gives it the focus.</summary>
    public void Focus() => GotAggregateFocus?.Invoke(this, EventArgs.Empty);

    /// <summary>Takes the focus away.</summary>
    public void Leave() => LostAggregateFocus?.Invoke(this, EventArgs.Empty);

    /// <summary>Moves the cursor.</summary>
    public void MoveTo(int offset) => Select(offset, offset);

    /// <summary>Selects a part; the cursor is at its end.</summary>
    public void Select(int from, int to)
    {
        anchor = from;
        Move(to);
    }

    public void Close()
    {
        IsClosed = true;
        buffer.Changed -= OnChanged;
        Closed?.Invoke(this, EventArgs.Empty);
    }

    private VirtualSnapshotPoint At(int offset) => new(new SnapshotPoint(buffer.CurrentSnapshot, offset));

    private void OnChanged(object? sender, TextContentChangedEventArgs e)
    {
        var moved = caret;
        foreach (var change in e.Changes.Where(c => c.OldSpan.Start <= caret))
        {
            moved += change.NewText.Length - Math.Min(change.OldSpan.Length, caret - change.OldSpan.Start);
        }

        anchor = moved;
        Move(moved);
    }

    private void Move(int offset)
    {
        caret = offset;
        var before = told;
        told = Position;
        PositionChanged?.Invoke(this, new CaretPositionChangedEventArgs(this, before, told));
    }
}
