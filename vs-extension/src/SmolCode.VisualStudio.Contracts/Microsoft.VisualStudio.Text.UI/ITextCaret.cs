namespace Microsoft.VisualStudio.Text.Editor;

public interface ITextCaret
{
    event EventHandler<CaretPositionChangedEventArgs> PositionChanged;

    CaretPosition Position { get; }
}
