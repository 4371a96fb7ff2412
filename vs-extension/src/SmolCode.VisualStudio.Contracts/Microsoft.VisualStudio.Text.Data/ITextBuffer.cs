using Microsoft.VisualStudio.Utilities;

namespace Microsoft.VisualStudio.Text;

public interface ITextBuffer : IPropertyOwner
{
    event EventHandler<TextContentChangedEventArgs> Changed;

    IContentType ContentType { get; }

    ITextSnapshot CurrentSnapshot { get; }

    ITextEdit CreateEdit();
}
