namespace Microsoft.VisualStudio.Text.Editor;

public class CaretPositionChangedEventArgs(ITextView textView, CaretPosition oldPosition, CaretPosition newPosition) : EventArgs
{
    public ITextView TextView { get; } = textView;

    public CaretPosition OldPosition { get; } = oldPosition;

    public CaretPosition NewPosition { get; } = newPosition;
}
