namespace Microsoft.VisualStudio.Text;

public interface ITextChange
{
    Span OldSpan { get; }

    string NewText { get; }
}
