using Microsoft.VisualStudio.Utilities;

namespace Microsoft.VisualStudio.Text;

public interface ITextBuffer : IPropertyOwner
{
    event EventHandler<TextContentChangedEventArgs> Changed;

    event EventHandler<TextContentChangedEventArgs> ChangedHighPriority;

    IContentType ContentType { get; }

    ITextSnapshot CurrentSnapshot { get; }

    ITextEdit CreateEdit();
}
